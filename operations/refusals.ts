/** Plans that are refused, though Terraform would apply them: what they take away doesn't come back by itself. */
import type { Environment } from '../model/environment.js';
import { error, type Problem } from '../model/problem.js';
import { quote } from '../model/text.js';
import { CERTIFICATE } from './empty-stack.js';
import { describeAddress } from './explain/describe-address.js';
import { MANAGED_GROUPS } from '../stacks/entra/group-types.js';
import { resourceName } from '../stacks/names.js';
import type { PlannedChange } from './terraform-message.js';

/**
 * None for a plan that may be applied. Destroying an environment as a whole is not asked about.
 * @param goneOutside Addresses of objects that were made here and taken away by somebody else.
 */
export function refusedBy(
  environment: Environment,
  changes: readonly PlannedChange[],
  goneOutside: readonly string[] = [],
): Problem[] {
  const destroyed = (type: string) =>
    changes
      .filter(({ action }) => action === 'delete' || action === 'replace')
      .map(({ address }) => address)
      .filter((address) => address.startsWith(`${type}.`));
  return [
    ...refuseCertificates(environment, destroyed(CERTIFICATE)),
    ...refuseGoingBackToPending(environment, destroyed('aws_ssoadmin_account_assignment')),
    ...refuseTakingOver(environment, changes, goneOutside),
  ];
}

/** The provider deletes a sibling beside the certificate that is destroyed, be it the active one (azuread issue 1690). */
function refuseCertificates({ config, locate }: Environment, destroyed: readonly string[]): Problem[] {
  return destroyed.map((address) => {
    const subject = describeAddress(address);
    const handle = subject?.parts[0] ?? address;
    const emergency = subject?.kind === 'emergency-certificate';
    const path = [emergency ? 'emergencyAccess' : 'entra', 'application', 'certificates'];
    const application = emergency ? config.emergencyAccess?.application : config.entra.application;
    const defined = Object.hasOwn(application?.certificates ?? {}, handle);
    const [what, wayOn] = defined
      ? ['would be destroyed.', 'Undo the change.']
      : [
          'stands in Entra and its entry is gone from the config.',
          'Put the entry back with `retired: true`; it then leaves the state and stays in Entra.',
        ];
    return error(
      locate(defined ? [...path, handle] : path),
      `${quote(handle)} ${what}`,
      `Destroying one certificate deletes another (azuread issue 1690), and sign-in would stop. ${wayOn}`,
    );
  });
}

function refuseGoingBackToPending(
  { name, config, locate }: Environment,
  grants: readonly string[],
): Problem[] {
  if (config.entra.provisioning !== 'pending' || grants.length === 0) return [];
  return [
    error(
      locate(['entra', 'provisioning']),
      `"pending" would take away ${countStanding(grants.length)}.`,
      `Going back to pending is refused while grants exist. Put back what stood there. To take the grants away, remove their access lines and apply that first, or destroy everything with: federation destroy ${name}`,
    ),
  ];
}

/** A group that has access and becomes managed: another one would be made, under a name that Entra has already. */
function refuseTakingOver(
  { name, config, locate }: Environment,
  changes: readonly PlannedChange[],
  goneOutside: readonly string[],
): Problem[] {
  const isPlanned = (action: string, address: string) =>
    changes.some((change) => change.action === action && change.address === address);
  return Object.keys(config.groups).flatMap((handle) => {
    const group = resourceName('group', handle);
    const former = config.groups[handle]?.renamedFrom ?? handle;
    const addresses = MANAGED_GROUPS.map((type) => `${type}.${group}`);
    const formerAddresses = MANAGED_GROUPS.map((type) => `${type}.${resourceName('group', former)}`);
    // One that was kept here already, and is kept another way or was taken away by somebody, is another matter.
    const wasManaged = [...addresses, ...formerAddresses].some(
      (address) =>
        goneOutside.includes(address) || isPlanned('remove', address) || isPlanned('delete', address),
    );
    const isTaken =
      !wasManaged &&
      isPlanned('replace', `terraform_data.${group}`) &&
      addresses.some((address) => isPlanned('create', address));
    if (!isTaken) return [];
    return [
      error(
        locate(['groups', handle, 'managed']),
        `${quote(handle)} exists in Entra and has access, and can’t become managed: its name is taken.`,
        `Remove \`managed\`. To keep the group here, take it over: federation plan ${name} --import`,
      ),
    ];
  });
}

const countStanding = (count: number): string =>
  count === 1 ? '1 grant that stands' : `${count} grants that stand`;
