/** From what stands in both clouds to config files: reads all, then writes all, or nothing. */
import { join } from 'node:path';
import { HANDLE_PATTERN } from '../../../model/config.js';
import { guid } from '../../../model/declaration/fields.js';
import { loadEnvironment } from '../../../model/load.js';
import type { Problem } from '../../../model/problem.js';
import { refuseRegion } from '../../../model/rules/region.js';
import { quote } from '../../../model/text.js';
import { type AwsClients, connectAws, connectAwsAs } from '../../clouds/aws.js';
import { connectGraph } from '../../clouds/graph.js';
import { Requests } from '../../clouds/requests.js';
import type { Context } from '../../context.js';
import { ProblemsError } from '../../problems-error.js';
import { UserError } from '../../user-error.js';
import { type Conversion, countAll, findPlaceholders } from '../convert.js';
import { renderConfig } from '../write-config.js';
import { refuseExisting, writeNewFiles } from '../write-new-files.js';
import { Answers } from './answers.js';
import type { DraftRequest } from './draft-request.js';
import { keepingAnswers } from './keeping-answers.js';
import { Notes } from './notes.js';
import { readCaller } from './read-aws.js';
import { type Connected, readDraft } from './read-draft.js';
import { rememberAws, rememberGraph } from './remembering.js';

export interface DescribeRequest extends DraftRequest {
  /** The name of a role in each account that may read its policies. */
  readonly memberRole?: string;
  /** The config folder. */
  readonly folder: string;
}

export interface Description extends Conversion {
  /** What somebody should know of what is in the config: whole sentences. */
  readonly remarks: readonly string[];
  /** What `federation check` says of it. */
  readonly problems: readonly Problem[];
  readonly requests: number;
}

type Surroundings = Omit<Context, 'terraform'>;

/**
 * Throws a UserError where files are there already, the instance or the application can't be told, and an OutsideError
 * where the clouds refuse to tell something: then nothing was written. What was read until then is kept beside, and the
 * next run goes on from there.
 */
export async function describe(request: DescribeRequest, surroundings: Surroundings): Promise<Description> {
  const { environment, folder } = request;
  if (!HANDLE_PATTERN.test(environment))
    throw new UserError(
      `${quote(environment)} can't be an environment's name: a letter, then letters, digits or hyphens, 63 characters at most.`,
    );
  refuseUnknown(request);
  refuseExisting(folder, environment);
  const requests = new Requests(surroundings);
  const notes = new Notes();
  const { connected, answers } = await connect(request, surroundings, requests);
  const { draft, metadata } = await keepingAnswers(answers, () =>
    readDraft(request, connected, notes, surroundings.progress),
  );
  const files = new Map([
    ...renderConfig({ ...draft, remarks: notes.remarks }, 'what stands in AWS and Entra'),
    [`${environment}/aws-saml-metadata.xml`, metadata.text] as const,
  ]);
  writeNewFiles(folder, environment, files);
  answers.forget();
  return {
    environment,
    counts: countAll(draft),
    files: [...files.keys()].map((path) => join(folder, path)),
    placeholders: findPlaceholders(folder, files),
    unexpressed: draft.unexpressed,
    remarks: notes.remarks,
    problems: loadEnvironment(folder, environment, { today: new Date() }).problems,
    requests: requests.total,
  };
}

/** What no cloud could answer for. */
function refuseUnknown({ tenantId, region }: DescribeRequest): void {
  if (!guid('').safeParse(tenantId).success)
    throw new UserError(
      `${quote(tenantId)} is not a tenant’s id, which is a GUID such as 11111111-2222-3333-4444-555555555555. Entra’s portal has it on its overview.`,
    );
  const problems = refuseRegion(region, { file: 'the Region of IAM Identity Center', line: 0, path: '' });
  if (problems.length > 0) throw new ProblemsError(problems);
}

async function connect(
  { environment, tenantId, cloud, region, folder, memberRole }: DescribeRequest,
  { progress, variables }: Surroundings,
  requests: Requests,
): Promise<{ readonly connected: Connected; readonly answers: Answers }> {
  progress.stage('Connecting');
  const caller = connectAws(region, requests);
  const account = await readCaller(caller);
  const file = join(folder, `.${environment}.adopting.jsonl`);
  const answers = new Answers(file, { tenantId, region, account }, new Date());
  if (answers.since !== undefined)
    progress.stage(`Going on with what was read since ${answers.since.toISOString().slice(11, 16)} UTC`);
  const graph = rememberGraph(await connectGraph({ tenantId, cloud }, variables, requests), answers);
  const connected = {
    account,
    clients: rememberAws(caller, account, answers),
    graph,
    ...(memberRole === undefined
      ? {}
      : { clientsIn: clientsOfMembers(caller, memberRole, region, requests, answers) }),
  };
  return { connected, answers };
}

function clientsOfMembers(
  caller: AwsClients,
  role: string,
  region: string,
  requests: Requests,
  answers: Answers,
): (account: string) => AwsClients {
  const made = new Map<string, AwsClients>();
  return (account) => {
    const there = made.get(account);
    if (there !== undefined) return there;
    const clients = rememberAws(connectAwsAs({ account, role }, caller, region, requests), account, answers);
    made.set(account, clients);
    return clients;
  };
}
