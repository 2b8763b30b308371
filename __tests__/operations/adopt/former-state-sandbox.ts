/** A sandbox whose two clouds a former tool looks after: two roots of plain Terraform, each with a state of its own. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../../sandbox/start.js';
import { startProvisioning } from '../../../sandbox/world/by-hand/entra.js';
import { federationMetadata } from '../../../sandbox/world/entra/federation-metadata.js';
import type { World } from '../../../sandbox/world/world.js';
import { type Ended, federation } from '../../cli/federation.js';
import { createTestClock } from '../../helpers/clock.js';
import { createTerraform, type Terraform } from '../../helpers/terraform.js';
import { unprovisionedSeed } from '../../helpers/world.js';

const FIXTURES = '__tests__/operations/adopt/former-state';
/** How long the first provisioning cycle is waited for. */
const CYCLE = 40 * 60_000;

export interface FormerSandbox {
  readonly world: World;
  /** Groups, and the enterprise application. */
  readonly entra: FormerRoot;
  /** Permission sets, and who has them where. */
  readonly access: FormerRoot;
  /** The program's working directory. */
  readonly folder: string;
  /** What was called since it stands that isn't a read, such as `ssoAdmin.CreateAccountAssignment`. */
  written(): readonly string[];
  federation(...args: string[]): Promise<Ended>;
  /** What the program's state has; `type id` each. */
  owned(): Promise<string[]>;
  /** Takes everything out of the program's state. */
  forget(): Promise<void>;
  stop(): Promise<void>;
}

export interface FormerRoot extends Terraform {
  /** What its state has; `type id` each. */
  owned(): Promise<string[]>;
  /** Puts `removed` blocks in the place of the blocks that it lets go of. @param edit What is wrong with them. */
  replaceByRemoved(edit?: (blocks: string) => string): void;
  putBlocksBack(): void;
}

/** With everything applied, and the console's steps done. The environment that is to come is `test`. */
export async function createFormerSandbox(): Promise<FormerSandbox> {
  const sandbox = await startSandbox(unprovisionedSeed, {
    clock: createTestClock(new Date().toISOString()),
    environment: 'test',
    clients: true,
  });
  const { world } = sandbox;
  const { entityId, assertionConsumerUrls, portalUrl } = world.aws.identityCenter;
  const entra = await createRoot(sandbox.environment, 'entra', 'application.tf');
  writeFileSync(
    join(entra.folder, 'terraform.tfvars.json'),
    JSON.stringify({ identifier: entityId, reply_urls: assertionConsumerUrls, portal_url: portalUrl }),
  );
  await entra.apply();
  await connectByHand(world);
  const access = await createRoot(sandbox.environment, 'access', 'access.tf');
  await access.apply();
  const atFirst = sandbox.written.length;

  const folder = mkdtempSync(join(tmpdir(), 'former-state-'));
  const stack = join(folder, 'cdktf.out/stacks/test');
  const variables = { ...process.env, ...sandbox.environment, AWS_CONFIG_FILE: join(folder, 'aws-config') };
  return {
    world,
    entra,
    access,
    folder,
    written: () => sandbox.written.slice(atFirst),
    federation: (...args) => federation(args, { cwd: folder, variables }),
    owned: async () =>
      existsSync(stack) ? objectsIn(await access.run(`-chdir=${stack}`, 'state', 'pull')) : [],
    forget: async () => {
      const addresses = (await access.run(`-chdir=${stack}`, 'state', 'list')).split('\n');
      await access.run(`-chdir=${stack}`, 'state', 'rm', ...addresses.filter((each) => each !== ''));
    },
    stop: async () => {
      await sandbox.stop();
      await Promise.all([entra.remove(), access.remove()]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** @param blocks The file with what it lets go of. */
async function createRoot(
  environment: Readonly<Record<string, string>>,
  name: 'entra' | 'access',
  blocks: string,
): Promise<FormerRoot> {
  const terraform = await createTerraform(environment);
  cpSync(join(FIXTURES, name), terraform.folder, { recursive: true });
  await terraform.init();
  const removed = join(terraform.folder, 'removed.tf');
  return {
    ...terraform,
    owned: async () => objectsIn(await terraform.run('state', 'pull')),
    replaceByRemoved: (edit = (text) => text) => {
      rmSync(join(terraform.folder, blocks), { force: true });
      writeFileSync(removed, edit(readFileSync(join(FIXTURES, 'removed', `${name}.tf`), 'utf8')));
    },
    putBlocksBack: () => {
      rmSync(removed, { force: true });
      cpSync(join(FIXTURES, name, blocks), join(terraform.folder, blocks));
    },
  };
}

/** What no Terraform does: the certificate is made active, AWS is given the metadata, and provisioning is started. */
async function connectByHand(world: World): Promise<void> {
  const { aws, entra, clock } = world;
  const [application] = entra.applications.list({ displayName: 'AWS' });
  const [servicePrincipal] = entra.servicePrincipals.list({ appId: application?.appId });
  if (!application || !servicePrincipal) throw new Error('the former tool made no application');
  const thumbprint = Buffer.from(servicePrincipal.keyCredentials[0]?.customKeyIdentifier ?? '', 'base64');
  entra.servicePrincipals.update(servicePrincipal.id, {
    preferredTokenSigningKeyThumbprint: thumbprint.toString('hex').toUpperCase(),
  });
  aws.identityCenter.changeIdentitySource(federationMetadata(entra, '', application.appId));
  await startProvisioning(world, servicePrincipal.id);
  await clock.advance(CYCLE);
}

interface State {
  readonly resources: readonly {
    readonly mode: 'managed' | 'data';
    readonly type: string;
    readonly instances: readonly { readonly attributes: { readonly id: string } }[];
  }[];
}

function objectsIn(state: string): string[] {
  if (state === '') return [];
  return (JSON.parse(state) as State).resources
    .filter(({ mode }) => mode === 'managed')
    .flatMap(({ type, instances }) => instances.map(({ attributes }) => `${type} ${attributes.id}`))
    .sort();
}
