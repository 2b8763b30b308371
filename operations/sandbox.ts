/** The sandbox as a process of its own: the product starts it and knows nothing else of it. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { UserError } from './user-error.js';

const ROOT = join(__dirname, '..');
const PROGRAM = join(ROOT, 'sandbox', 'main.ts');
/** How the clouds may stand at the start. */
const SEEDS = {
  organization: join(ROOT, 'sandbox', 'organization.yaml'),
  brownfield: join(ROOT, 'sandbox', 'brownfield.yaml'),
};
/** What it ends with where it can't do what it was asked, as standard error says. With 1, Node.js ends what has a bug. */
const REFUSED = 2;

export interface Sandbox {
  /** What to put into the environment of Terraform, so that it works on the sandbox. */
  readonly variables: Readonly<Record<string, string>>;
  /** What was made in the two clouds beyond how they stood at the start. */
  made(): Promise<Made>;
  /** The calls that reached the clouds and that weren't there to read, such as `ssoAdmin.CreatePermissionSet`. */
  written(): Promise<readonly string[]>;
  /** Lets so much time pass there: what is due by then runs, such as a provisioning cycle. */
  pass(minutes: number): Promise<void>;
  /** What provisioning has brought to AWS, and whom it couldn't bring. */
  provisioned(): Promise<Provisioned>;
  /** Has Entra sign with a certificate, named by its subject, as a person does in Entra's portal. */
  activateCertificate(application: string, certificate: string): Promise<void>;
  /** Has IAM Identity Center trust this identity provider, as a person does in AWS's console. */
  changeIdentitySource(metadata: string): Promise<void>;
  /** Whether people can sign in to an application, as a person sets it in Entra's portal. */
  enable(application: string, enabled: boolean): Promise<void>;
  people(): Promise<readonly Person[]>;
  /** Signs in to the access portal, and fetches the credentials of each role there. */
  signIn(user: string): Promise<Offer>;
  /** Signs in to the AWS console from Entra, by an application: as each role that is offered. */
  signInToConsole(user: string, application: string): Promise<Offer>;
  /** Where a person can try it by hand. */
  addresses(): Promise<Addresses>;
}

/** Somebody in Entra. */
export interface Person {
  readonly userPrincipalName: string;
  /** Whether the person can sign in at all. */
  readonly enabled: boolean;
  /** The ones that the person is a direct member of. */
  readonly groups: readonly { readonly id: string; readonly displayName: string }[];
}

/** What is offered to somebody who has signed in, or why nothing is, in the words that the person sees. */
export type Offer = Offered | { readonly refused: string };

export interface Offered {
  /** Those that let the person in. */
  readonly roles: readonly RoleInAccount[];
  /** Those that don't, each with what the page says. */
  readonly failed: readonly (RoleInAccount & { readonly reason: string })[];
}

export interface RoleInAccount {
  /** 12 digits. */
  readonly account: string;
  /** A permission set's name, or a role's. */
  readonly role: string;
}

export interface Addresses {
  /** AWS's access portal. */
  readonly portal: string;
  /** Entra's My Apps, where emergency access starts. */
  readonly myApps: string;
  /** Everybody's, for this run. */
  readonly password: string;
}

export interface Made {
  readonly made: readonly string[];
  /** The groups and users that provisioning brought to AWS. */
  readonly provisioned: readonly string[];
}

export interface Provisioned {
  readonly groups: number;
  readonly users: number;
  readonly failed: readonly { readonly type: string; readonly name: string; readonly reason: string }[];
}

/** What runs there: an organization that nobody has federated yet, or one that people federated by hand. */
export interface Started {
  readonly seed: keyof typeof SEEDS;
  readonly providers: ProviderSource;
}

/** Whose providers Terraform works with: the sandbox's own, or the real ones, which reach it over the wire. */
export type ProviderSource = 'sandbox' | 'registry';

/**
 * Starts the sandbox, runs `use` once it is ready, and ends it whatever happens. Throws a UserError with the sandbox's
 * words where it can't do what it was asked.
 */
export async function withSandbox<T>(
  { seed, providers }: Started,
  use: (sandbox: Sandbox) => Promise<T>,
): Promise<T> {
  // A process group of its own: Ctrl-C must not end it before Terraform, which works on it, has stopped.
  const child = spawn(
    process.execPath,
    ['--import', pathToFileURL(require.resolve('tsx')).href, PROGRAM, SEEDS[seed]],
    { detached: true },
  );
  const exited = once(child, 'exit');
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  try {
    const { environment } = await readFirstAnswer(child, answers);
    const variables = providers === 'registry' ? withoutReattach(environment) : environment;
    const ask = (question: object): Promise<object> => {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return readAnswer(answers);
    };
    return await use(sandboxThatAnswers(ask, variables));
  } finally {
    child.stdin.end();
    await exited;
  }
}

/** @param put Puts a question and brings its answer. */
export function sandboxThatAnswers(
  put: (question: object) => Promise<object>,
  variables: Sandbox['variables'],
): Sandbox {
  const ask = async <T>(question: object): Promise<T> => {
    const answer = (await put(question)) as T & { error?: string };
    if (answer.error !== undefined) throw new Error(`The sandbox says: ${answer.error}`);
    return answer;
  };
  const tell = async (order: object): Promise<void> => {
    await ask(order);
  };
  return {
    variables,
    made: () => ask<Made>({ ask: 'made' }),
    written: async () => (await ask<{ written: string[] }>({ ask: 'written' })).written,
    pass: (minutes) => tell({ ask: 'pass', minutes }),
    provisioned: async () => (await ask<{ provisioning: Provisioned }>({ ask: 'provisioning' })).provisioning,
    activateCertificate: (application, certificate) =>
      tell({ ask: 'activateCertificate', application, certificate }),
    changeIdentitySource: (metadata) => tell({ ask: 'changeIdentitySource', metadata }),
    enable: (application, enabled) => tell({ ask: 'enable', application, enabled }),
    people: async () => (await ask<{ people: Person[] }>({ ask: 'people' })).people,
    signIn: (user) => ask<Offer>({ ask: 'signIn', user }),
    signInToConsole: (user, application) => ask<Offer>({ ask: 'signInToConsole', user, application }),
    addresses: () => ask<Addresses>({ ask: 'addresses' }),
  };
}

/** What is left of the caller's environment: no credentials of a real cloud reach what runs on the sandbox. */
export const withoutClouds = (variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(variables).filter(([name]) => !/^(AWS|ARM)_/.test(name)));

const withoutReattach = (environment: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => name !== 'TF_REATTACH_PROVIDERS'));

/** What it says on the way is shown once it is ready: where it isn't to be, it may be why. */
async function readFirstAnswer(
  child: ChildProcessWithoutNullStreams,
  answers: AsyncIterator<string>,
): Promise<{ environment: Record<string, string> }> {
  const closed = once(child, 'close') as Promise<[number | null]>;
  let said = '';
  const hold = (text: string) => void (said += text);
  child.stderr.setEncoding('utf8').on('data', hold);
  const next = await answers.next();
  if (next.done === true) {
    const [code] = await closed;
    if (code === REFUSED && said !== '') throw new UserError(said.trim());
  }
  process.stderr.write(said);
  child.stderr.off('data', hold).pipe(process.stderr, { end: false });
  return parseAnswer(next);
}

async function readAnswer<T>(answers: AsyncIterator<string>): Promise<T> {
  return parseAnswer(await answers.next());
}

function parseAnswer<T>(next: IteratorResult<string>): T {
  if (next.done === true) throw new Error('The sandbox ended without an answer.');
  return JSON.parse(next.value) as T;
}
