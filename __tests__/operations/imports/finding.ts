/** What is found in clouds in memory, or why nothing is. */
import type { Environment } from '../../../model/environment.js';
import { renderProblems } from '../../../model/problem.js';
import type { PlanValues } from '../../../operations/guard/plan-values.js';
import { describeMissing } from '../../../operations/imports/existing-object.js';
import { findExisting, type Readers } from '../../../operations/imports/find-existing.js';
import { ProblemsError } from '../../../operations/problems-error.js';
import { IDENTITY_CENTER } from '../../helpers/azuread.js';

/** The display name of the small config's application. */
export const APP = 'AWS IAM Identity Center';

export const application = (id: string, template = IDENTITY_CENTER, displayName = APP) => ({
  id,
  appId: `client-${id}`,
  displayName,
  applicationTemplateId: template,
  identifierUris: ['https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9967000001'],
  appRoles: [],
});

/** The import ids of what is missing at some addresses, with the values planned there. */
export const findIn =
  (environment: () => Environment) =>
  async (
    readers: Readers,
    planned: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
    values?: PlanValues,
  ): Promise<Record<string, string>> => {
    const missing = Object.entries(planned).flatMap(([address, each]) => {
      const [type = '', name = ''] = address.split('.');
      return describeMissing(type, name, each);
    });
    const found = await findExisting(environment(), missing, values, readers);
    return Object.fromEntries(found.map(({ address, id }) => [address, id]));
  };

/** What is told of why nothing is taken over. */
export const refusal = async (finding: Promise<unknown>): Promise<string> => {
  const error = await finding.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ProblemsError)) throw new Error(`no refusal: ${String(error)}`);
  return renderProblems(error.problems);
};
