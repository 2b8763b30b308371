/** Answers about people and their sign-in, and what a person does in the two consoles. */
import { CONSOLE } from './faces/sign-in/console/routes.js';
import { MY_APPS, myAppsSignIn } from './faces/sign-in/entra/addresses.js';
import type { Entered } from './faces/sign-in/visitor/entered.js';
import { type Refused, Visitor } from './faces/sign-in/visitor/visitor.js';
import type { Sandbox } from './start.js';
import type { ServicePrincipal } from './world/entra/objects.js';
import type { EntraTenant } from './world/entra/tenant.js';
import type { World } from './world/world.js';

/** What the answers come from. */
export type Asked = Pick<Sandbox, 'world' | 'signIn' | 'written'>;

/** The question was one, and can't be answered. */
export class Refusal extends Error {}

/** Entra's users, with the groups that they are direct members of. */
export function peopleOf({ entra: { groups, users } }: World): object[] {
  const all = groups.list().map(({ id, displayName }) => ({ id, displayName, members: groups.members(id) }));
  return users.list().map(({ id: user, userPrincipalName, accountEnabled }) => ({
    userPrincipalName,
    enabled: accountEnabled,
    groups: all
      .filter(({ members }) => members.some(({ id }) => id === user))
      .map(({ id, displayName }) => ({ id, displayName })),
  }));
}

/** Where a person signs in by hand. */
export const addressesOf = ({ world, signIn: { addressOf } }: Asked) => ({
  portal: addressOf(world.aws.identityCenter.portalUrl),
  myApps: addressOf(MY_APPS),
  console: addressOf(CONSOLE),
  password: world.entra.signIn.password,
});

/** Has Entra sign with a certificate. `name` is its own: `CN=…`. */
export function activateCertificate({ entra }: World, application: string, name: string): object {
  const { id, keyCredentials } = servicePrincipal(entra, application);
  const key = only(
    keyCredentials.filter(({ displayName, usage }) => displayName === name && usage === 'Sign'),
    `certificate "${name}" of ${application}`,
  );
  const thumbprint = Buffer.from(key.customKeyIdentifier, 'base64').toString('hex').toUpperCase();
  entra.servicePrincipals.update(id, { preferredTokenSigningKeyThumbprint: thumbprint });
  return { activated: thumbprint };
}

/** Whether people can sign in to an application. */
export function enable({ entra }: World, application: string, enabled: boolean): object {
  entra.servicePrincipals.update(servicePrincipal(entra, application).id, { accountEnabled: enabled });
  return { enabled };
}

/** Which of the roles that the access portal offers a person have credentials, or why it offers none. */
export const signIn = (sandbox: Asked, user: string): Promise<Entered | Refused> =>
  visitorOf(sandbox).enterByPortal(user);

/** Which of the roles that the console lets a person choose from open it, or why it lets nobody in. */
export async function signInToConsole(
  sandbox: Asked,
  user: string,
  application: string,
): Promise<Entered | Refused> {
  const { appId } = servicePrincipal(sandbox.world.entra, application);
  return visitorOf(sandbox).enterByConsole(user, appId);
}

function visitorOf(sandbox: Asked): Visitor {
  const { portal, password } = addressesOf(sandbox);
  return new Visitor({
    portal,
    password,
    signInTo: (appId) => sandbox.signIn.addressOf(myAppsSignIn(appId)),
  });
}

const servicePrincipal = ({ servicePrincipals }: EntraTenant, displayName: string): ServicePrincipal =>
  only(servicePrincipals.list({ displayName }), `application "${displayName}"`);

function only<T>(found: readonly T[], what: string): T {
  const [first, ...others] = found;
  if (first === undefined || others.length > 0) throw new Refusal(`Entra has ${found.length} of: ${what}.`);
  return first;
}
