/** AWS’s clients that go on after a refusal: which actions the caller lacks is told all at once. */
import type { Pluggable } from '@smithy/types';
import type { AwsClients } from '../../clouds/aws.js';
import type { ReadingAll } from './reading-all.js';

export function gatherRefusals(clients: AwsClients, reading: ReadingAll): AwsClients {
  clients.identityStore.middlewareStack.use(asking('identitystore', reading));
  clients.organizations.middlewareStack.use(asking('organizations', reading));
  clients.ssoAdmin.middlewareStack.use(asking('sso', reading));
  return clients;
}

/** Before what was answered is remembered, so that no refusal is. @param service As IAM calls it. */
const asking = <Input extends object, Output extends object>(
  service: string,
  reading: ReadingAll,
): Pluggable<Input, Output> => ({
  applyToStack: (stack) =>
    stack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          const action = `${service}:${commandName.replace(/Command$/, '')}`;
          const output = await reading.ask(action, async () => (await next(args)).output);
          return { output: output as Output, response: undefined };
        },
      { step: 'initialize', priority: 'high', name: 'gatherRefusals' },
    ),
});
