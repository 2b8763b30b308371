/** What of an audit's findings counts. */

/** The part of `npm audit --json` that is read: by package, its advisories and where it is installed. */
export interface AuditReport {
  readonly vulnerabilities?: Readonly<Record<string, Vulnerable>>;
  /** Why there is no report. */
  readonly message?: string;
}

export interface Vulnerable {
  readonly severity: string;
  /** Advisories of its own; a name where it is vulnerable by what it depends on. */
  readonly via: readonly (Advisory | string)[];
  /** Folders such as `node_modules/a/node_modules/b`. */
  readonly nodes: readonly string[];
}

interface Advisory {
  readonly title: string;
  readonly url: string;
  readonly severity: string;
}

/** Whatever is installed below a folder is argued for. */
export interface Exception {
  readonly folder: string;
  readonly because: string;
}

export interface Judged {
  /** A line for each advisory and folder that nothing argues for. */
  readonly open: readonly string[];
  /** Exceptions that are needed no longer. */
  readonly spent: readonly Exception[];
}

export function judgeAudit(
  vulnerabilities: Readonly<Record<string, Vulnerable>>,
  exceptions: readonly Exception[],
): Judged {
  const found = Object.values(vulnerabilities).flatMap(({ via, nodes }) =>
    via
      .filter((cause) => typeof cause !== 'string')
      .flatMap((advisory) => nodes.map((folder) => ({ folder, ...advisory }))),
  );
  const covers = (exception: Exception, folder: string) => folder.startsWith(`${exception.folder}/`);
  return {
    open: found
      .filter(({ folder }) => !exceptions.some((exception) => covers(exception, folder)))
      .map(({ folder, severity, title, url }) => `${severity} ${folder}: ${title} ${url}`),
    spent: exceptions.filter((exception) => !found.some(({ folder }) => covers(exception, folder))),
  };
}
