import { inflateRawSync } from 'node:zlib';
import { serveSignIn } from '../../../../sandbox/faces/sign-in/serve-sign-in.js';
import { Client } from '../../../../sandbox/faces/sign-in/visitor/client.js';
import type { Form, HtmlPage } from '../../../../sandbox/faces/sign-in/visitor/html-page.js';
import { signingCertificate } from '../../../helpers/saml-metadata.js';
import { createTestWorld } from '../../../helpers/world.js';
import { createFederated, EMERGENCY, IDENTITY_CENTER, type Federated } from './federated.js';

const PRIYA = 'priya.raman@acme.example';
const LUCIA = 'lucia.ferrari@acme.example';
const RUTH = 'ruth.cohen@acme.example';
const HOUR = 3_600_000;

let federated: Federated;
beforeAll(async () => {
  federated = await createFederated();
});
beforeEach(() => federated.connect());
afterAll(() => federated.stop());

const signInToConsole = (user: string, role?: string) =>
  federated.visitor().signInToConsole(user, federated.application(EMERGENCY).appId, role);

const portal = () => federated.pages.addressOf(federated.world.aws.identityCenter.portalUrl);

/** The form that Entra's page would send to AWS by itself, still in the browser's hands. */
async function responseFor(user: string): Promise<{ client: Client; form: Form }> {
  const client = new Client();
  const signIn = formOf(await client.open(portal()), 'sign-in');
  const sent = await client.send(signIn, { login: user, passwd: federated.world.entra.signIn.password });
  return { client, form: formOf(sent, 'self-submitting') };
}

function formOf(page: HtmlPage, name: string): Form {
  const form = page.form(name);
  if (form === undefined) throw new Error(`"${page.heading}" has no form ${name}.`);
  return form;
}

/** Has AWS trust this certificate alone: base64 of its DER. */
async function trustOnly(certificate: string): Promise<void> {
  let known = 0;
  const metadata = federated.metadata.replace(/<KeyDescriptor[\s\S]*?<\/KeyDescriptor>/g, (descriptor) => {
    known += 1;
    return known > 1 ? '' : descriptor.replace(/(<X509Certificate>)[^<]+/, `$1${certificate}`);
  });
  expect(await federated.ask({ ask: 'changeIdentitySource', metadata })).toEqual({ changed: true });
}

function certificate(name: string): string {
  const { keyCredentials } = federated.application(IDENTITY_CENTER);
  const found = keyCredentials.find(({ displayName, usage }) => displayName === name && usage === 'Verify');
  return found?.key ?? '';
}

const decoded = ({ fields }: Form): string =>
  Buffer.from(fields['SAMLResponse'] ?? '', 'base64').toString('utf8');
const encoded = (xml: string) => ({ SAMLResponse: Buffer.from(xml).toString('base64') });

describe('who gets in', () => {
  test('a person comes from the portal to Entra and back, and is offered what the config says', async () => {
    expect(await federated.visitor().signInToPortal(LUCIA)).toEqual({
      accounts: [
        { id: '210987650302', name: 'ledger-prod', roles: ['ReadOnly'] },
        { id: '210987650501', name: 'payments-dev', roles: ['Developer'] },
        { id: '210987650301', name: 'payments-prod', roles: ['ReadOnly'] },
        { id: '210987650401', name: 'payments-test', roles: ['Developer'] },
      ],
    });
  });

  test('a request by POST is as good as one by redirect', async () => {
    const client = new Client();
    const { address } = await client.open(portal());
    const { origin, pathname, searchParams } = new URL(address);
    const request = inflateRawSync(Buffer.from(searchParams.get('SAMLRequest') ?? '', 'base64'));
    const fields = { SAMLRequest: request.toString('base64'), RelayState: 'back' };
    const page = await client.send({ action: origin + pathname, method: 'POST', fields });
    const { password } = federated.world.entra.signIn;
    const answered = await client.send(formOf(page, 'sign-in'), { login: LUCIA, passwd: password });
    expect(formOf(answered, 'self-submitting').fields).toHaveProperty('RelayState', 'back');
    expect((await client.pass(answered)).heading).toBe('AWS accounts');
  });

  test('a session lasts eight hours; then Entra wants the password again where its policy says so', async () => {
    federated.enforceConditionalAccess(true);
    const client = new Client();
    const { password } = federated.world.entra.signIn;
    const asked = await client.send(formOf(await client.open(portal()), 'sign-in'), {
      login: LUCIA,
      passwd: password,
    });
    const approved = await client.send(formOf(asked, 'mfa'), { mfa: 'approve' });
    expect((await client.pass(approved)).heading).toBe('AWS accounts');
    await federated.world.clock.advance(7 * HOUR);
    expect((await client.open(portal())).heading).toBe('AWS accounts');
    await federated.world.clock.advance(2 * HOUR);
    expect(formOf(await client.open(portal()), 'sign-in').fields).toHaveProperty('login', LUCIA);
  });

  test('signing out signs nobody in again, where the session had ended already', async () => {
    const { client, form } = await responseFor(LUCIA);
    const signOut = formOf(await client.send(form), 'sign-out');
    await federated.world.clock.advance(9 * HOUR);
    expect((await client.send(signOut)).heading).toBe('You have signed out');
  });

  test('with two roles of emergency access one is chosen, and the console knows the person', async () => {
    const [breakGlass, observer] = ['BreakGlass', 'Observer'].map(
      (role) => `arn:aws:iam::210987650103:role/${role}`,
    );
    const roles = expect.arrayContaining([breakGlass, observer]) as unknown;
    expect(await signInToConsole(PRIYA)).toEqual({ roles });
    expect(await signInToConsole(PRIYA, observer)).toEqual({
      roles,
      as: {
        Role: observer,
        'Session name': PRIYA,
        'Source identity': PRIYA,
        Until: new Date(federated.world.clock.now().getTime() + 2 * HOUR).toISOString(),
      },
    });
  });

  test('the sandbox, when asked, enters every role that is offered, and says which open', async () => {
    const emergency = { account: '210987650103' };
    expect(await federated.ask({ ask: 'signIn', user: LUCIA })).toEqual({
      roles: [
        { account: '210987650302', role: 'ReadOnly' },
        { account: '210987650501', role: 'Developer' },
        { account: '210987650301', role: 'ReadOnly' },
        { account: '210987650401', role: 'Developer' },
      ],
      failed: [],
    });
    const console = { ask: 'signInToConsole', application: EMERGENCY };
    expect(await federated.ask({ ...console, user: PRIYA })).toEqual({
      roles: expect.arrayContaining([
        { ...emergency, role: 'BreakGlass' },
        { ...emergency, role: 'Observer' },
      ]) as unknown,
      failed: [],
    });
    expect(await federated.ask({ ...console, user: 'break.glass@acme.example' })).toEqual({
      roles: [{ ...emergency, role: 'BreakGlass' }],
      failed: [],
    });
  });

  test('with one role there is nothing to choose', async () => {
    expect(await signInToConsole('break.glass@acme.example')).toMatchObject({
      roles: ['arn:aws:iam::210987650103:role/BreakGlass'],
      as: { 'Session name': 'break.glass@acme.example' },
    });
  });
});

describe('who doesn’t, and what the page says', () => {
  const signIn = (user: string, changes?: Parameters<Federated['visitor']>[0]) =>
    federated.visitor(changes).signInToPortal(user);
  const appId = (name: string) => federated.application(name).appId;
  const unassigned = (name: string, user: string) =>
    `AADSTS50105: Your administrator has configured the application ${name} ('${appId(name)}') to block users unless they ` +
    `are specifically granted ('assigned') access to the application. The signed in user '${user}' is blocked because ` +
    'they are not a direct member of a group with access, nor had access directly assigned by an administrator. Please ' +
    'contact your administrator to assign access to this application.';
  const itIsUs = (reason: string) =>
    `It's not you, it's us. We couldn't complete your request right now. Please try again later. Sandbox: ${reason}`;
  const NOT_OURS = itIsUs(
    'The signature is not one by a certificate that AWS has, over what the response says (RSA-SHA256).',
  );

  test('a person who isn’t assigned to the application', async () => {
    expect(await signIn(RUTH)).toEqual({ refused: unassigned(IDENTITY_CENTER, RUTH) });
    expect(await signInToConsole(LUCIA)).toEqual({ refused: unassigned(EMERGENCY, LUCIA) });
  });

  test('a wrong name or password, and an account that is disabled', async () => {
    expect(await signIn('nobody@acme.example')).toEqual({
      refused:
        'AADSTS50034: The user account {EmailHidden} does not exist in the 5f3c1b0e-7a54-4f0b-9d0e-2c6a4f1b8d31 directory. ' +
        'To sign into this application, the account must be added to the directory.',
    });
    expect(await signIn(LUCIA, { password: 'guess' })).toEqual({
      refused: 'AADSTS50126: Error validating credentials due to invalid username or password.',
    });
    expect(await signIn('ivan.horvat@acme.example')).toEqual({
      refused: 'AADSTS50057: The user account is disabled.',
    });
  });

  test('a person who doesn’t pass the second factor that is demanded', async () => {
    federated.enforceConditionalAccess(true);
    expect(await signIn(LUCIA, { mfa: 'decline' })).toEqual({
      refused:
        'AADSTS50076: Due to a configuration change made by your administrator, or because you moved to a new location, ' +
        `you must use multi-factor authentication to access '${appId(IDENTITY_CENTER)}'.`,
    });
    expect(await signIn(LUCIA, { mfa: 'approve' })).toHaveProperty('accounts.length', 4);
  });

  test('an application that is disabled', async () => {
    await federated.ask({ ask: 'enable', application: IDENTITY_CENTER, enabled: false });
    await federated.ask({ ask: 'enable', application: EMERGENCY, enabled: false });
    const disabled = (name: string) => `AADSTS7000112: Application '${appId(name)}'(${name}) is disabled.`;
    expect(await signIn(LUCIA)).toEqual({ refused: disabled(IDENTITY_CENTER) });
    expect(await signInToConsole(PRIYA)).toEqual({ refused: disabled(EMERGENCY) });
  });

  test('a certificate that signs and that AWS’s metadata lacks', async () => {
    await trustOnly(certificate('CN=c2025'));
    expect(await signIn(LUCIA)).toEqual({ refused: NOT_OURS });
    await federated.ask({
      ask: 'activateCertificate',
      application: IDENTITY_CENTER,
      certificate: 'CN=c2025',
    });
    expect(await signIn(LUCIA)).toHaveProperty('accounts.length', 4);
  });

  test('metadata of a certificate that isn’t Entra’s', async () => {
    await trustOnly(await signingCertificate());
    expect(await signIn(LUCIA)).toEqual({ refused: NOT_OURS });
  });

  test('an identifier in Entra that isn’t Identity Center’s', async () => {
    const { applications } = federated.world.entra;
    const [application] = applications.list({ displayName: IDENTITY_CENTER });
    const { id = '', identifierUris = [] } = application ?? {};
    const other = 'https://eu-west-1.signin.aws.amazon.com/platform/saml/d-0000000000';
    applications.update(id, { identifierUris: [other] });
    const fromPortal = await signIn(LUCIA);
    const fromEntra = await signIn(LUCIA, { portal: federated.signInTo(IDENTITY_CENTER) });
    applications.update(id, { identifierUris });
    expect(fromPortal).toEqual({
      refused:
        `AADSTS700016: Application with identifier '${String(identifierUris[0])}' was not found in the directory 'Acme'. ` +
        'This can happen if the application has not been installed by the administrator of the tenant or consented to ' +
        'by any user in the tenant. You may have sent your authentication request to the wrong tenant.',
    });
    expect(fromEntra).toEqual({ refused: itIsUs(`The audience is ${other}.`) });
  });

  test('a response that is two hours old', async () => {
    const { client, form } = await responseFor(LUCIA);
    await federated.world.clock.advance(2 * HOUR);
    expect((await client.send(form)).refusal).toMatch(
      /^It's not you, it's us\. .* Sandbox: The assertion was valid until /,
    );
  });

  test('a response without a signature, or with another name in it', async () => {
    const { client, form } = await responseFor(LUCIA);
    const xml = decoded(form);
    const unsigned = xml.replace(/<(\w+:)?Signature[ >][\s\S]*<\/(\w+:)?Signature>/, '');
    expect(unsigned.length).toBeLessThan(xml.length);
    expect((await client.send(form, encoded(unsigned))).refusal).toBe(
      itIsUs('Neither the response nor its assertion is signed.'),
    );
    expect((await client.send(form, encoded(xml.replaceAll(LUCIA, PRIYA)))).refusal).toBe(NOT_OURS);
    expect((await client.send(form)).heading).toBe('AWS accounts');
  });

  test('a response that was used before', async () => {
    const { client, form } = await responseFor(LUCIA);
    expect((await client.send(form)).heading).toBe('AWS accounts');
    expect((await new Client().send(form)).refusal).toMatch(/^An unexpected error has occurred\. Sandbox: /);
  });

  test('a person whom provisioning could not bring', async () => {
    const user = 'paulo.silva@acme.example';
    expect(await signIn(user)).toEqual({
      refused: `Invalid MFA credentials Sandbox: No user who was provisioned has the user name ${user}, the NameID.`,
    });
  });

  test('a person without a grant comes to a portal with nothing in it', async () => {
    const { entra } = federated.world;
    const { id, appRoles } = federated.application(IDENTITY_CENTER);
    const appRoleId = appRoles.find(({ displayName }) => displayName === 'User')?.id ?? '';
    const assignment = entra.appRoleAssignments.create(id, {
      appRoleId,
      principalId: entra.users.get(RUTH).id,
    });
    await federated.ask({ ask: 'pass', minutes: 40 });
    expect(await signIn(RUTH)).toEqual({ accounts: [] });
    const { client, form } = await responseFor(RUTH);
    expect((await client.send(form)).text).toContain('You do not have any applications.');
    entra.appRoleAssignments.delete(id, assignment.id);
  });

  test('nobody before AWS is told whom to trust', async () => {
    const pages = await serveSignIn(createTestWorld());
    const page = await new Client().open(pages.addressOf('https://d-9967000001.awsapps.com/start'));
    await pages.stop();
    expect(page.refusal).toBe(itIsUs('The identity source is not an external identity provider.'));
  });
});
