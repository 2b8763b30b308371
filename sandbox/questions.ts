/** What a sandbox that runs as a process of its own can be asked, and its answers: see `main.ts`. */
import { z } from 'zod';
import {
  activateCertificate,
  addressesOf,
  enable,
  peopleOf,
  Refusal,
  signIn,
  signInToConsole,
  type Asked,
} from './answers.js';
import { AwsError } from './world/aws/aws-error.js';
import { GraphError } from './world/entra/graph-error.js';
import type { World } from './world/world.js';

/** In milliseconds. */
const MINUTE = 60_000;

const schema = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('made') }),
  z.object({ ask: z.literal('written') }),
  z.object({ ask: z.literal('pass'), minutes: z.number().min(0) }),
  z.object({ ask: z.literal('provisioning') }),
  z.object({ ask: z.literal('people') }),
  z.object({ ask: z.literal('addresses') }),
  z.object({ ask: z.literal('activateCertificate'), application: z.string(), certificate: z.string() }),
  z.object({ ask: z.literal('changeIdentitySource'), metadata: z.string() }),
  z.object({ ask: z.literal('enable'), application: z.string(), enabled: z.boolean() }),
  z.object({ ask: z.literal('signIn'), user: z.string() }),
  z.object({ ask: z.literal('signInToConsole'), user: z.string(), application: z.string() }),
]);

const EXAMPLES = [
  '{"ask":"made"}',
  '{"ask":"written"}',
  '{"ask":"pass","minutes":40}',
  '{"ask":"provisioning"}',
  '{"ask":"people"}',
  '{"ask":"addresses"}',
  '{"ask":"activateCertificate","application":"…","certificate":"CN=…"}',
  '{"ask":"changeIdentitySource","metadata":"…"}',
  '{"ask":"enable","application":"…","enabled":true}',
  '{"ask":"signIn","user":"…"}',
  '{"ask":"signInToConsole","user":"…","application":"…"}',
];

/** A line's answer; `error` where it is no question, or where a cloud refuses. */
export async function answer(sandbox: Asked, line: string): Promise<object> {
  const question = schema.safeParse(parse(line));
  if (!question.success) return { error: `What the sandbox can be asked: ${EXAMPLES.join(', ')}` };
  try {
    return await answerTo(sandbox, question.data);
  } catch (error) {
    if (error instanceof Refusal || error instanceof GraphError || error instanceof AwsError)
      return { error: error.message };
    throw error;
  }
}

type Question = z.infer<typeof schema>;

function answerTo(sandbox: Asked, question: Question): object | Promise<object> {
  const { world } = sandbox;
  switch (question.ask) {
    case 'made':
      return { made: [...world.entra.made(), ...world.aws.made()], provisioned: world.aws.provisioned() };
    case 'written':
      return { written: sandbox.written };
    case 'pass':
      return pass(world, question.minutes);
    case 'provisioning':
      return { provisioning: world.entra.synchronization.summaryOfAll() };
    case 'people':
      return { people: peopleOf(world) };
    case 'addresses':
      return addressesOf(sandbox);
    case 'activateCertificate':
      return activateCertificate(world, question.application, question.certificate);
    case 'changeIdentitySource':
      world.aws.identityCenter.changeIdentitySource(question.metadata);
      return { changed: true };
    case 'enable':
      return enable(world, question.application, question.enabled);
    case 'signIn':
      return signIn(sandbox, question.user);
    case 'signInToConsole':
      return signInToConsole(sandbox, question.user, question.application);
  }
}

async function pass({ clock }: World, minutes: number): Promise<object> {
  await clock.advance(minutes * MINUTE);
  return { passed: minutes };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
