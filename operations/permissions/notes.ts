/** What policies can't say, and what of them could not be verified. */
import type { Environment } from '../../model/environment.js';
import { allowReserved } from './allow-reserved.js';
import type { Held } from './stack-contents.js';

export function permissionNotes(environment: Environment, held: readonly Held[]): string[] {
  const { aws, entra, state, emergencyAccess } = environment.config;
  const { role } = aws.deployer;
  const accounts = held.some(({ account }) => account !== undefined);
  return [
    'The instance’s id stands in no config: write it in place of the `*` in `instance/*` and `permissionSet/*` to narrow them.',
    ...(role === undefined
      ? []
      : [
          `The role ${role} has to trust whoever runs this program.`,
          `What is to look is for the role ${role}, too: who may become it has all that it has. docs/permissions.md says how a pipeline only looks.`,
        ]),
    ...(accounts
      ? [
          `The role ${emergencyAccess?.deployerRole} in each account has to trust whoever runs this program${role === undefined ? '' : `, and the role ${role}`}.`,
        ]
      : []),
    ...(allowReserved(environment, held).some((statement) => statement !== undefined)
      ? [
          'The statements Reserved… are for what AWS does itself with the deployer’s rights. AWS has no complete list of it: they are what is known.',
        ]
      : []),
    ...(entra.provisioning === 'pending'
      ? ['Provisioning is pending: once it is set up, more is needed. Run this again then.']
      : []),
    ...(environment.removedEmergencyAccess === undefined
      ? []
      : ['Emergency access is to go: keep the rights in its accounts until that is applied.']),
    'What the config no longer has is taken away with the former rights: replace them after that apply.',
    ...otherState(state),
  ];
}

function otherState({ azurerm, http, cloud }: Environment['config']['state']): string[] {
  if (azurerm !== undefined)
    return [
      `State: the Azure role “Storage Blob Data Contributor” on the container ${azurerm.container} of ${azurerm.storageAccount}.`,
    ];
  if (http !== undefined) return ['State: reading, writing and locking it at its HTTP address.'];
  if (cloud !== undefined)
    return [`State: to plan and apply in the workspace ${cloud.workspace} of ${cloud.organization}.`];
  return [];
}
