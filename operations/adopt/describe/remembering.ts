/** The clouds’ clients with a memory: what was answered once isn't asked again, also after an interruption. */
import type { Pluggable } from '@smithy/types';
import type { AwsClients } from '../../clouds/aws.js';
import type { Graph } from '../../clouds/graph.js';
import type { Answers } from './answers.js';

/** Who the caller is, and credentials, are asked each time. @param of Which account's clients they are. */
export function rememberAws(clients: AwsClients, of: string, answers: Answers): AwsClients {
  clients.iam.middlewareStack.use(remembering(of, answers));
  clients.identityStore.middlewareStack.use(remembering(of, answers));
  clients.organizations.middlewareStack.use(remembering(of, answers));
  clients.ssoAdmin.middlewareStack.use(remembering(of, answers));
  return clients;
}

/** By the operation and what it was asked: a page's mark is part of that. */
const remembering = <Input extends object, Output extends object>(
  of: string,
  answers: Answers,
): Pluggable<Input, Output> => ({
  applyToStack: (stack) =>
    stack.add(
      (next, { clientName, commandName }) =>
        async (args) => {
          const key = [of, clientName, commandName, JSON.stringify(args.input)].join(' ');
          const output = await answers.remember(key, async () => (await next(args)).output);
          return { output, response: undefined };
        },
      { step: 'initialize', name: 'rememberAnswer' },
    ),
});

export const rememberGraph = (graph: Graph, answers: Answers): Graph => ({
  ...graph,
  get: <T>(path: string) => answers.remember(`GET ${path}`, () => graph.get<T>(path)),
  list: <T>(path: string) => answers.remember(`LIST ${path}`, () => graph.list<T>(path)),
  post: <T>(path: string, body: object) =>
    answers.remember(`POST ${path} ${JSON.stringify(body)}`, () => graph.post<T>(path, body)),
});
