/** Whom an IAM role's trust policy lets assume it. Pure. */

interface Statement {
  readonly Effect: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
}

/**
 * ARNs, account ids and services; `*` for everybody. Not what is gone, which IAM keeps as its id: nobody comes by it.
 *
 * @param document As IAM gives it out, which is encoded for a URL.
 */
export function trustedBy(document: string): string[] {
  const { Statement: statements } = JSON.parse(decodeURIComponent(document)) as {
    readonly Statement: Statement | readonly Statement[];
  };
  const allowed = [statements].flat().filter(({ Effect }) => Effect === 'Allow');
  return allowed
    .flatMap(({ Principal: principal = '*' }) =>
      typeof principal === 'string' ? [principal] : Object.values(principal).flat(),
    )
    .filter((each) => !GONE.test(each));
}

const GONE = /^A(IDA|ROA|GPA)[A-Z0-9]{12,}$/;
