/** What is left to do by hand about signing certificates: no provider can say which one Entra signs with. */
import { METADATA_OUTPUT } from '../stacks/names.js';
import { listAll } from '../model/text.js';
import { type FederatedApplication, quoteCertificate } from './clouds/service-principals.js';
import { CERTIFICATE } from './empty-stack.js';
import { describeAddress } from './explain/describe-address.js';
import type { Plan } from './plan.js';
import type { PlannedChange } from './terraform-message.js';

type Advised = Pick<Plan, 'environment' | 'changes' | 'outputs'>;

/** Undefined where a plan changes no certificate, and none of the order that they stand in for AWS. */
export function adviseActivation({
  environment: { name, config },
  changes,
  outputs,
}: Advised): string | undefined {
  const { entra, emergencyAccess } = config;
  const activate = `federation activate-certificate ${name}`;
  const lines = [
    ...advise(entra.application, findHandles(changes, 'certificate'), outputs.includes(METADATA_OUTPUT), {
      once: 'Once it is applied and AWS has the new metadata, have Entra sign with',
      handOver: `give AWS the new metadata (federation handover ${name})`,
      leaving: 'Before AWS gets the new metadata',
      command: (handle) => `${activate} ${handle}`,
    }),
    ...(emergencyAccess === undefined
      ? []
      : advise(emergencyAccess.application, findHandles(changes, 'emergency-certificate'), false, {
          once: 'Once it is applied, have Entra sign emergency access with',
          handOver: 'apply this',
          leaving: 'Before this is applied',
          command: (handle) => `${activate} ${handle} --emergency`,
        })),
  ];
  return lines.length === 0 ? undefined : lines.join('\n');
}

interface Handles {
  readonly made: readonly string[];
  /** They stay in Entra, and AWS trusts them no longer. */
  readonly retired: readonly string[];
}

function findHandles(changes: readonly PlannedChange[], kind: string): Handles {
  const withAction = (wanted: string) =>
    changes
      .filter(({ address, action }) => action === wanted && address.startsWith(`${CERTIFICATE}.`))
      .map(({ address }) => describeAddress(address))
      .flatMap((subject) => (subject?.kind === kind ? (subject.parts[0] ?? []) : []));
  return { made: withAction('create'), retired: withAction('remove') };
}

interface Words {
  readonly once: string;
  readonly handOver: string;
  readonly leaving: string;
  command(handle: string): string;
}

/** @param isReordered Another certificate than before is the first one for AWS, or there are others. */
function advise(
  settings: FederatedApplication['settings'],
  { made, retired }: Handles,
  isReordered: boolean,
  { once, handOver, leaving, command }: Words,
): string[] {
  const { activeCertificate: active } = settings;
  const quote = (handle: string) => quoteCertificate({ settings }, handle);
  const activate = command(active);
  if (retired.length > 0)
    return [
      `${listAll(retired.map(quote))} will not be trusted any more. ${leaving}, Entra must sign with ${quote(active)}: ${activate} has it do so, and looks whether it does.`,
    ];
  if (made.includes(active) || (made.length === 0 && isReordered))
    return [`${once} ${quote(active)}: ${activate}`];
  if (made.length === 0) return [];
  return [
    `Entra goes on signing with ${quote(active)}. To change over to ${listAll(made.map(quote))}, ${handOver}, then make it the activeCertificate.`,
  ];
}
