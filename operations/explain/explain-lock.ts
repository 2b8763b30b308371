/** Who holds a state's lock, as Terraform tells it of a lock that it didn't get. */

export interface LockHolder {
  /** What removes it. Undefined where Terraform doesn't tell. */
  readonly id?: string;
  /** Such as `ada@build-7`. Undefined where only the server knows. */
  readonly who?: string;
  /** In ISO 8601. */
  readonly since?: string;
  /** What takes it, in words such as `an apply`. */
  readonly operation?: string;
}

/** `detail` is that of "Error acquiring the state lock"; undefined where it says nothing of a lock. */
export function readLock(detail: string): LockHolder | undefined {
  return readHttpLock(detail) ?? readLockInfo(detail);
}

/** The same as `explainHolder`, of what Terraform says; undefined where it says nothing of a lock. */
export function explainLock(detail: string, environment: string | undefined): string | undefined {
  const holder = readLock(detail);
  return holder && explainHolder(holder, environment);
}

/** `environment` is its name, for the command that removes the lock; undefined for a plan file of which nothing is known. */
export function explainHolder(holder: LockHolder, environment: string | undefined): string {
  const work = holder.operation ?? 'another plan or apply of this environment';
  const unlock = `federation state unlock ${environment ?? '<environment>'}`;
  return [
    `The state is locked${sayHolder(holder)}: ${work} is under way. Nothing was changed here.`,
    `  Wait until it is done. If it died, this shows the lock and removes it: ${unlock}`,
  ].join('\n');
}

/** `body` is what a server of Terraform's HTTP protocol says of a lock that it holds; undefined where it says nothing. */
export function readLockBody(body: string): LockHolder | undefined {
  const info = parseInfo(body);
  const text = (name: string) => {
    const value = info[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  // Some put words for people behind it.
  const id = text('ID')?.split(',')[0];
  if (id === undefined) return undefined;
  return withoutUndefined({
    id,
    who: text('Who'),
    since: readTime(text('Created')),
    operation: wordOperation(text('Operation')),
  });
}

function parseInfo(body: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(body);
    return typeof read === 'object' && read !== null ? { ...read } : {};
  } catch {
    return {};
  }
}

/** Such as ` by ada@build-7 since 2026-11-01T09:12:33Z`; empty where nothing is told. */
export const sayHolder = ({ who, since }: LockHolder): string =>
  `${who === undefined ? '' : ` by ${who}`}${since === undefined ? '' : ` since ${since}`}`;

/**
 * With state over HTTP, Terraform's Lock Info is about the one who asks, and of the holder it shows the ID alone.
 * Servers may tell the holder after the ID.
 */
function readHttpLock(detail: string): LockHolder | undefined {
  // Terraform breaks the line wherever it is long.
  const [said = ''] = detail.split(/^Lock Info:/m);
  const message = oneLine(said);
  const [, id, told] = /already locked: ID=([^\s,]+)(?:, (held by .+))?/.exec(message) ?? [];
  // Some servers say that it is locked, and not by what.
  if (id === undefined) return message.includes('HTTP remote state already locked') ? {} : undefined;
  const [, who, since, operation] = /^held by (.+?) since (\S+?)(?: for (\S+))?$/.exec(told ?? '') ?? [];
  return withoutUndefined({ id, who, since: readTime(since), operation: wordOperation(operation) });
}

function readLockInfo(detail: string): LockHolder | undefined {
  const [, info] = detail.split(/^Lock Info:/m);
  if (info === undefined || detail.includes('HTTP remote state')) return undefined;
  const field = (name: string) => new RegExp(`^[ \\t]*${name}:[ \\t]+(\\S.*)$`, 'm').exec(info)?.[1]?.trim();
  const id = field('ID');
  const who = field('Who');
  if (id === undefined && who === undefined) return undefined;
  return withoutUndefined({
    id,
    who,
    since: readTime(field('Created')),
    operation: wordOperation(field('Operation')),
  });
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Go writes `2026-11-22 10:18:46.034449978 +0000 UTC`; to the second is enough. */
function readTime(text: string | undefined): string | undefined {
  const [, day, time] =
    /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?(?: \+0000 UTC|Z)$/.exec(text ?? '') ?? [];
  return day === undefined || time === undefined ? text : `${day}T${time}Z`;
}

const OPERATIONS: Readonly<Record<string, string>> = {
  OperationTypePlan: 'a plan',
  OperationTypeApply: 'an apply',
  OperationTypeRefresh: 'a refresh',
};

function wordOperation(operation: string | undefined): string | undefined {
  if (operation === undefined || operation === 'OperationTypeInvalid') return undefined;
  return OPERATIONS[operation] ?? `"${operation}"`;
}

const withoutUndefined = (holder: LockHolder): LockHolder =>
  Object.fromEntries(Object.entries(holder).filter(([, value]) => value !== undefined));
