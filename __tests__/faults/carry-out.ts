/** One run: applied in order, changed while something fails, applied again, and looked at. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EntraTenant } from '../../sandbox/world/entra/tenant.js';
import { describeFault } from '../../sandbox/world/faults/fault.js';
import type { SmallConfig } from '../helpers/config.js';
import { STACK_TRACE } from '../cli/federation.js';
import { seedFor } from './draw-configs.js';
import type { DrawnRun } from './drawn-run.js';
import { createFaultySandbox, type FaultySandbox, filesIn } from './faulty-sandbox.js';
import { assignments, permissionSets } from './grants.js';
import { findOrphans, idsOf } from './orphans.js';
import { describeOutside, type Outside } from './outside.js';
import { applyAsProcess } from './process-run.js';
import { canLimitDisk } from './small-disk.js';

export interface Result {
  readonly seed: number;
  /** What went wrong, a line each. */
  readonly met: readonly string[];
  /** What the program said while the fault stood; absent where it got through. */
  readonly failure?: string;
  /** How often it had to be applied again. */
  readonly repeated: number;
  /** What was lost, in sentences. Empty where all held. */
  readonly lost: readonly string[];
}

/** As often is applied again before it is given up. */
const ATTEMPTS = 5;

export async function carryOut(run: DrawnRun): Promise<Result> {
  const { seed, provisioned, before, after, fromNothing } = run;
  const sandbox = await createFaultySandbox(seedFor(provisioned));
  try {
    if (!fromNothing) {
      const failure = await sandbox.apply(before);
      if (failure !== undefined)
        throw new Error(`seed ${seed}: the first apply fails without a fault: ${failure}`);
    }
    sandbox.watch.begin(sandbox.world);
    const { met, failure, said } = await applyWithFault(sandbox, run);
    const { repeated, lost } =
      failure === undefined ? { repeated: 0, lost: [] } : await recover(sandbox, run, failure);
    return {
      seed,
      met,
      ...(failure === undefined ? {} : { failure }),
      repeated,
      lost: [...said, ...lost, ...(lost.length > 0 ? [] : await check(sandbox, after))],
    };
  } finally {
    await sandbox.stop();
  }
}

interface Met {
  /** What went wrong, a line each. */
  readonly met: readonly string[];
  /** What the program said, where it didn't get through. */
  readonly failure?: string;
  /** What is wrong with what it said. */
  readonly said: readonly string[];
}

async function applyWithFault(sandbox: FaultySandbox, { after, faults, outside }: DrawnRun): Promise<Met> {
  if (outside !== undefined) return applyFromOutside(sandbox, after, outside);
  sandbox.faults.begin(faults);
  const failure = await sandbox.apply(after);
  sandbox.faults.end();
  const met = sandbox.faults.injected.map(({ fault, met: call }) => `${describeFault(fault)} (${call})`);
  return failure === undefined ? { met, said: [] } : { met, failure, said: checkFailure(failure) };
}

async function applyFromOutside(sandbox: FaultySandbox, config: SmallConfig, outside: Outside): Promise<Met> {
  if (outside.kind === 'diskFull' && !canLimitDisk()) return { met: [], said: [] };
  const { met, fine, said } = await applyAsProcess(sandbox, config, outside);
  const told = met ? [describeOutside(outside)] : [];
  if (fine) return { met: told, said: [] };
  return {
    met: told,
    failure: said,
    said: STACK_TRACE.test(said) || BUG.test(said) ? [`A stack trace is shown, or a bug told:\n${said}`] : [],
  };
}

const BUG = /This is a bug of this program/;

/** Does what the failures say, until it is applied. */
async function recover(
  sandbox: FaultySandbox,
  { after: config, outside }: DrawnRun,
  first: string,
): Promise<{ readonly repeated: number; readonly lost: readonly string[] }> {
  let failure: string | undefined = first;
  for (let repeated = 1; repeated <= ATTEMPTS; repeated++) {
    const next = await applyAgain(sandbox, config, failure, outside !== undefined);
    if (next === undefined) return { repeated, lost: [] };
    if (next === failure) return { repeated, lost: [`It does not converge. It says:\n${next}`] };
    failure = next;
  }
  return { repeated: ATTEMPTS, lost: [`It does not converge. It says:\n${failure}`] };
}

/** Does what the last failure advises. */
async function applyAgain(
  sandbox: FaultySandbox,
  config: SmallConfig,
  failure: string,
  asProcess: boolean,
): Promise<string | undefined> {
  const [, lock] = /already locked: ID=([^\s,]+)/.exec(failure) ?? [];
  if (lock !== undefined && failure.includes('federation state unlock test'))
    await sandbox.federation(config, 'state', 'unlock', 'test', '--lock-id', lock, '--auto-approve');
  const [, several = ''] = /is the name of several [^:\n]+: (.+)\.$/m.exec(failure) ?? [];
  const [, ...others] = several.match(/[0-9a-f-]{36}/g) ?? [];
  others.forEach((id) => deleteInEntra(sandbox.world.entra, id));
  const importing = / --import\b/.test(failure) || others.length > 0;
  // What was cut off, and which accounts have an older permission set, is asked of the clouds: only a process reaches them over the wire.
  const asksClouds = /was cut off|an older version of permission set/.test(failure);
  if (!importing && !asProcess && !asksClouds) return sandbox.apply(config);
  const options = ['--auto-approve', ...(importing ? ['--import'] : [])];
  const { code, stderr, stdout } = await sandbox.federation(config, 'apply', 'test', ...options);
  return code === 0 ? undefined : `${stdout}${stderr}`;
}

/** As a person does who is told that there are several of a name. */
function deleteInEntra(entra: EntraTenant, id: string): void {
  const { applications, claimsMappingPolicies, conditionalAccessPolicies, groups } = entra;
  const held = [applications, claimsMappingPolicies, conditionalAccessPolicies, groups].find((part) =>
    part.list().some((object) => object.id === id),
  );
  held?.delete(id);
}

/** Whoever reads a failure learns what failed in words of the config, and is shown no stack. */
function checkFailure(failure: string): string[] {
  const [head = ''] = failure.split('\n\n');
  return [
    ...(STACK_TRACE.test(failure) ? [`A stack trace is shown:\n${failure}`] : []),
    ...(BUG.test(failure) ? [`It calls itself a bug:\n${failure}`] : []),
    ...(/\b(aws|azuread)_\w+\./.test(head) ? [`The failure speaks of Terraform's addresses:\n${head}`] : []),
    ...(/^Error: (Terraform|OpenTofu) failed\.\n\n(?! {2}(Done|Failed|Cut off|Not begun), )/.test(failure)
      ? [`The failure doesn't say what failed:\n${failure}`]
      : []),
  ];
}

async function check(sandbox: FaultySandbox, config: SmallConfig): Promise<string[]> {
  const { world, watch } = sandbox;
  const state = await sandbox.state();
  const plan = await sandbox.plan(config);
  const wanted = wantedGrants(sandbox, config);
  const standing = assignments(world);
  return [
    ...(plan === 'empty' ? [] : [`The next plan is not empty: ${plan}`]),
    ...(await unknownObjects(sandbox, config, state)),
    ...standing.filter((grant) => !wanted.includes(grant)).map((grant) => `Beyond the config: ${grant}`),
    ...wanted.filter((grant) => !standing.includes(grant)).map((grant) => `Missing: ${grant}`),
    ...permissionSets(world).flatMap(({ name, stale }) =>
      stale.map((account) => `Account ${account} has an older version of permission set ${name}`),
    ),
    ...watch.lostOnTheWay().map((grant) => `Lost on the way, and given again: ${grant}`),
    ...leftBehind(sandbox),
  ];
}

/** Objects that neither the state nor `federation drift` tells of. */
async function unknownObjects(sandbox: FaultySandbox, config: SmallConfig, state: string): Promise<string[]> {
  const orphans = findOrphans(sandbox.world, state);
  if (orphans.length === 0) return [];
  const { stdout, stderr } = await sandbox.federation(config, 'drift', 'test');
  const told = (orphan: string) => idsOf(orphan).some((id) => stdout.includes(id));
  return orphans
    .filter((orphan) => !told(orphan))
    .map(
      (orphan) =>
        `Neither the state nor drift knows: ${orphan}${stderr === '' ? '' : ` (drift says: ${stderr})`}`,
    );
}

function wantedGrants(sandbox: FaultySandbox, config: SmallConfig): string[] {
  const { access, config: loaded } = sandbox.environment(config);
  return access.grants
    .filter(({ withheld }) => withheld === undefined)
    .map(({ principal: { type, handle }, permissionSet, account }) => {
      const who = type === 'GROUP' ? loaded.groups[handle]?.name : loaded.users[handle]?.userPrincipalName;
      const name = loaded.permissionSets[permissionSet]?.name ?? permissionSet;
      return `${type} ${who ?? handle} has ${name} in ${loaded.aws.accounts[account]?.id}`;
    });
}

/** What tsx has compiled, and the sandbox's own certificate authority. */
const NOT_THE_PROGRAMS = /^(tsx-|sandbox-ca-)/;

/** Temporary files, and files with the token in clear. */
function leftBehind({ folder, temporary, token }: FaultySandbox): string[] {
  const secret = (path: string) =>
    token !== '' && statSync(join(folder, path)).isFile() && readFileSync(join(folder, path)).includes(token);
  return [
    ...filesIn(temporary)
      .filter((path) => !NOT_THE_PROGRAMS.test(path))
      .map((path) => `Left behind in the temporary directory: ${path}`),
    ...filesIn(folder)
      .filter(secret)
      .map((path) => `Holds the access token: ${path}`),
  ];
}
