/** IAM policy documents: statements that fit what IAM takes. */

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** Characters of a managed policy, white space aside (IAM, quotas). A role takes 10 managed policies unless AWS raised it. */
export const MOST_CHARACTERS = 6_144;

/** Each action once, sorted; undefined where there is none. */
export function allow(
  Sid: string,
  actions: Iterable<string>,
  resources: Iterable<string>,
): Statement | undefined {
  const Action = [...new Set(actions)].sort();
  const Resource = [...new Set(resources)];
  return Action.length === 0 || Resource.length === 0
    ? undefined
    : { Sid, Effect: 'Allow', Action, Resource };
}

/**
 * The statements in as few documents as hold them in their order. One statement that is too long alone has its
 * resources spread over several.
 */
export function documentsOf(statements: readonly (Statement | undefined)[]): PolicyDocument[] {
  const documents: Statement[][] = [];
  for (const statement of statements.flatMap((each) => (each ? fitting(each) : []))) {
    const last = documents.at(-1);
    if (last && fits([...last, statement])) last.push(statement);
    else documents.push([statement]);
  }
  return documents.map(documentOf);
}

function fitting(statement: Statement): Statement[] {
  if (fits([statement]) || statement.Resource.length === 1) return [statement];
  const half = Math.ceil(statement.Resource.length / 2);
  const part = (name: string, Resource: readonly string[]) =>
    fitting({ ...statement, Sid: `${statement.Sid}${name}`, Resource });
  return [...part('A', statement.Resource.slice(0, half)), ...part('B', statement.Resource.slice(half))];
}

const fits = (statements: readonly Statement[]): boolean =>
  JSON.stringify(documentOf(statements)).length <= MOST_CHARACTERS;

const documentOf = (Statement: readonly Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});
