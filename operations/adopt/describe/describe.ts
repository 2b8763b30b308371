/** From what stands in both clouds to config files: reads all, then writes all, or nothing. */
import { join } from 'node:path';
import { type Config, HANDLE_PATTERN } from '../../../model/config.js';
import { loadEnvironment } from '../../../model/load.js';
import type { Problem } from '../../../model/problem.js';
import { quote } from '../../../model/text.js';
import { type AwsClients, connectAws, connectAwsAs } from '../../clouds/aws.js';
import { connectGraph } from '../../clouds/graph.js';
import { Requests } from '../../clouds/requests.js';
import type { Context } from '../../context.js';
import { UserError } from '../../user-error.js';
import { assembleDraft } from '../assemble-draft.js';
import { type Conversion, countAll, findPlaceholders } from '../convert.js';
import type { ConfigDraft } from '../draft.js';
import { renderConfig } from '../write-config.js';
import { refuseExisting, writeNewFiles } from '../write-new-files.js';
import { Answers } from './answers.js';
import { tellMissingPolicies } from './customer-policies.js';
import { describeFindings } from './findings.js';
import { deriveMetadata, entityIdOf, type Metadata, readMetadata } from './metadata.js';
import { Notes } from './notes.js';
import { type FoundInAws, readAws, readCaller, readInstance } from './read-aws.js';
import { readEntra } from './read-entra.js';
import { ReadingAll } from './reading-all.js';
import { rememberAws, rememberGraph } from './remembering.js';

export interface DescribeRequest {
  readonly environment: string;
  readonly tenantId: string;
  readonly cloud: Config['entra']['cloud'];
  /** Of IAM Identity Center. */
  readonly region: string;
  /** AWS's service provider metadata, downloaded from its console. */
  readonly metadata?: string;
  /** A name or id, where AWS's entity ID doesn't tell which one. */
  readonly application?: string;
  /** The name of a role in each account that may read its policies. */
  readonly memberRole?: string;
  /** The config folder. */
  readonly folder: string;
  /** Where the state is to be. Default: a bucket that `federation bootstrap` makes. */
  readonly state?: ConfigDraft['state'];
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
  refuseExisting(folder, environment);
  const requests = new Requests(surroundings);
  const notes = new Notes();
  const { draft, metadata, answers } = await readDraft(request, surroundings, requests, notes);
  const files = new Map([
    ...renderConfig(draft, 'what stands in AWS and Entra'),
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

async function readDraft(
  request: DescribeRequest,
  surroundings: Surroundings,
  requests: Requests,
  notes: Notes,
): Promise<{ readonly draft: ConfigDraft; readonly metadata: Metadata; readonly answers: Answers }> {
  const { environment, tenantId, cloud, region, folder } = request;
  const { progress, variables } = surroundings;
  progress.stage('Connecting');
  const caller = connectAws(region, requests);
  const account = await readCaller(caller);
  const file = join(folder, `.${environment}.adopting.jsonl`);
  const answers = new Answers(file, { tenantId, region, account }, new Date());
  if (answers.since !== undefined)
    progress.stage(`Going on with what was read since ${answers.since.toISOString().slice(11, 16)} UTC`);
  const clients = rememberAws(caller, account, answers);
  const graph = rememberGraph(await connectGraph({ tenantId, cloud }, variables, requests), answers);
  const reading = new ReadingAll();
  const instance = await readInstance(clients, region, reading);
  if (instance === undefined) {
    reading.requireAll(environment);
    throw new Error('an instance that is not there and not refused');
  }
  const aws = await readAws(clients, instance, account, reading, progress);
  const entityId = entityIdOf(region, instance.identityStoreId);
  const given = request.metadata === undefined ? undefined : readMetadata(request.metadata, entityId);
  const entra = await readEntra(
    graph,
    { entityId, application: request.application },
    granteesOf(aws),
    reading,
    progress,
  );
  const { memberRole } = request;
  await tellMissingPolicies(
    aws,
    region,
    memberRole === undefined ? undefined : clientsOfMembers(caller, memberRole, region, requests, answers),
    reading,
    notes,
    progress,
  );
  reading.requireAll(environment);
  progress.finish();
  if (entra === undefined) throw new Error('an application that is not there and not refused');
  const metadata = given ?? deriveMetadata(entityId, entra.application.web.redirectUris);
  if (given === undefined)
    notes.remark(
      'AWS’s metadata was put together from the Region, the identity store’s id and the application’s reply URLs, for AWS gives the file out in its console alone. Compare it with that one: IAM Identity Center, Settings, Identity source.',
    );
  const findings = describeFindings(request, { account, instance, aws, entra, metadata }, notes);
  return { draft: assembleDraft(findings), metadata, answers };
}

/** User names of those who have access by name. */
function granteesOf({ users, assignments }: FoundInAws): string[] {
  const ids = new Set(assignments.map(({ principalId }) => principalId));
  return users.flatMap(({ id, userName }) => (ids.has(id) ? [userName] : []));
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

