/** The access token of AWS's SCIM endpoint: a Terraform variable, so that cdktf's own commands find it too. */
import type { Environment } from '../model/environment.js';
import { renderPlace } from '../model/problem.js';
import type { Context } from './context.js';
import { UserError } from './user-error.js';

const VARIABLE = 'TF_VAR_scim_token';

/** Throws a UserError where provisioning is kept here and the token isn't at hand, or can't be one. */
export function requireScimToken({ config, locate }: Environment, { variables }: Context): void {
  if (typeof config.entra.provisioning === 'string') return;
  const token = variables[VARIABLE] ?? '';
  const place = renderPlace(locate(['entra', 'provisioning']));
  if (token === '') {
    throw new UserError(
      `${VARIABLE} is not set: the access token of ${config.entra.provisioning.endpoint} (${place}).\n  Set it in the environment, from where you keep secrets. It is shown once, when it is made in AWS: IAM Identity Center, Settings, Automatic provisioning, Manage; two may stand at once.`,
    );
  }
  if (/\s/.test(token))
    throw new UserError(`${VARIABLE} holds white space, which no access token does: was it copied whole?`);
}
