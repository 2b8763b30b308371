/** The federation of config/sandbox.yaml, applied by real Terraform, and all that a person does in the two consoles. */
import { myAppsSignIn } from '../../../../sandbox/faces/sign-in/entra/addresses.js';
import { serveSignIn, type SignInPages } from '../../../../sandbox/faces/sign-in/serve-sign-in.js';
import { Visitor, type VisitorProps } from '../../../../sandbox/faces/sign-in/visitor/visitor.js';
import { answer } from '../../../../sandbox/questions.js';
import { loadSeed } from '../../../../sandbox/world/load-seed.js';
import type { ServicePrincipal } from '../../../../sandbox/world/entra/objects.js';
import type { World } from '../../../../sandbox/world/world.js';
import { createFederation } from '../../../helpers/federation.js';
import { loadSandboxEnvironment } from '../../../operations/sandbox-environment.js';

export const IDENTITY_CENTER = 'AWS IAM Identity Center';
export const EMERGENCY = 'AWS Emergency Access';

export interface Federated {
  readonly world: World;
  readonly pages: SignInPages;
  /** Entra's, with both of its certificates, as Terraform rendered it. */
  readonly metadata: string;
  /** What the sandbox answers to a question. */
  ask(question: object): Promise<unknown>;
  application(displayName: string): ServicePrincipal;
  /** Where a sign-in by an application starts. */
  signInTo(displayName: string): string;
  /** Comes to the portal, unless `portal` says where it starts instead. */
  visitor(changes?: Partial<VisitorProps>): Visitor;
  /** Brings both sides to where everybody gets what the config says, with emergency access on. */
  connect(): Promise<void>;
  /** Whether conditional access demands what it says. */
  enforceConditionalAccess(enforced: boolean): void;
  stop(): Promise<void>;
}

export async function createFederated(): Promise<Federated> {
  const federation = await createFederation(await loadSeed('sandbox/organization.yaml'));
  const { world, terraform } = federation;
  await federation.writeEnvironment(loadSandboxEnvironment());
  await terraform.apply();
  const metadata = await terraform.run('output', '-raw', 'identity_provider_metadata');
  const pages = await serveSignIn(world);
  const { entra } = world;
  const ask = (question: object) => answer({ world, signIn: pages, written: [] }, JSON.stringify(question));
  await ask({ ask: 'pass', minutes: 40 });

  const application = (displayName: string): ServicePrincipal => {
    const [found] = entra.servicePrincipals.list({ displayName });
    if (found === undefined) throw new Error(`There is no application ${displayName}.`);
    return found;
  };
  const signInTo = (displayName: string) => pages.addressOf(myAppsSignIn(application(displayName).appId));
  const enforceConditionalAccess = (enforced: boolean) => {
    for (const { id } of entra.conditionalAccessPolicies.list())
      entra.conditionalAccessPolicies.update(id, {
        state: enforced ? 'enabled' : 'enabledForReportingButNotEnforced',
      });
  };
  return {
    world,
    pages,
    metadata,
    ask,
    application,
    signInTo,
    enforceConditionalAccess,
    visitor: (changes) =>
      new Visitor({
        portal: pages.addressOf(world.aws.identityCenter.portalUrl),
        signInTo: (appId) => pages.addressOf(myAppsSignIn(appId)),
        password: entra.signIn.password,
        ...changes,
      }),
    connect: async () => {
      enforceConditionalAccess(false);
      await ask({ ask: 'activateCertificate', application: IDENTITY_CENTER, certificate: 'CN=c2026' });
      await ask({ ask: 'activateCertificate', application: EMERGENCY, certificate: 'CN=e2026' });
      await ask({ ask: 'changeIdentitySource', metadata });
      await ask({ ask: 'enable', application: IDENTITY_CENTER, enabled: true });
      await ask({ ask: 'enable', application: EMERGENCY, enabled: true });
    },
    stop: async () => {
      await pages.stop();
      await federation.stop();
    },
  };
}
