/** What both clouds have as a draft of the config. Nothing is written. */
import type { AwsClients } from '../../clouds/aws.js';
import { CloudError } from '../../clouds/cloud-error.js';
import type { Graph } from '../../clouds/graph.js';
import type { Context } from '../../context.js';
import { assembleDraft } from '../assemble-draft.js';
import type { ConfigDraft } from '../draft.js';
import type { DraftRequest } from './draft-request.js';
import { tellMissingPolicies } from './customer-policies.js';
import { describeFindings } from './findings.js';
import { gatherRefusals } from './gathering-refusals.js';
import { deriveMetadata, entityIdOf, type Metadata, readMetadata } from './metadata.js';
import type { Notes } from './notes.js';
import { type FoundInAws, readAws, readInstance } from './read-aws.js';
import { readEntra, readSigning } from './read-entra.js';
import { ReadingAll } from './reading-all.js';

/** Both clouds, as the caller asks them. */
export interface Connected {
  /** The account that the caller is in. */
  readonly account: string;
  readonly clients: AwsClients;
  /** The clients of another account; absent where nobody said how to reach it. */
  readonly clientsIn?: (account: string) => AwsClients;
  readonly graph: Graph;
}

export async function readDraft(
  request: DraftRequest,
  { account, clients: plain, clientsIn, graph }: Connected,
  notes: Notes,
  progress: Context['progress'],
): Promise<{ readonly draft: ConfigDraft; readonly metadata: Metadata }> {
  const { environment, region, application } = request;
  const reading = new ReadingAll();
  const clients = gatherRefusals(plain, reading);
  const instance = await readInstance(clients, region, reading);
  if (instance === undefined) throw reading.refusal(environment);
  const entityId = entityIdOf(region, instance.identityStoreId);
  const given = request.metadata === undefined ? undefined : readMetadata(request.metadata, entityId);
  // What is wrong with Entra’s side is told before all of AWS is read, which may take minutes.
  const signing = await namingTenant(request, () =>
    readSigning(graph, { entityId, application }, reading, progress),
  );
  const metadata = given ?? (signing && deriveMetadata(entityId, signing.application.web.redirectUris));
  const aws = await readAws(clients, instance, account, reading, progress);
  const entra = signing && (await readEntra(graph, signing, granteesOf(aws), reading, progress));
  await tellMissingPolicies(aws, region, clientsIn, reading, notes, progress);
  if (entra === undefined || metadata === undefined || reading.isRefused) throw reading.refusal(environment);
  progress.finish();
  if (given === undefined)
    notes.remark(
      'AWS’s metadata was put together from the Region, the identity store’s id and the application’s reply URLs, for AWS gives the file out in its console alone. Compare it with that one: IAM Identity Center, Settings, Identity source.',
    );
  const findings = describeFindings(request, { account, instance, aws, entra, metadata }, notes);
  return { draft: assembleDraft(findings), metadata };
}

/** Of a tenant that isn't there, Entra says that something can't be resolved. */
async function namingTenant<T>({ tenantId }: DraftRequest, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CloudError && error.kind === 'unauthenticated')
      error.message += `\n  The tenant is ${tenantId}: --tenant names another.`;
    throw error;
  }
}

/** User names of those who have access by name. */
function granteesOf({ users, assignments }: FoundInAws): string[] {
  const ids = new Set(assignments.map(({ principalId }) => principalId));
  return users.flatMap(({ id, userName }) => (ids.has(id) ? [userName] : []));
}
