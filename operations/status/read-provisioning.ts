/** Reads how provisioning stands in Entra, and has Entra try its connection to AWS. */
import { PROVISIONING_TEMPLATE_ID } from '../../stacks/entra/gallery-template.js';
import { askGraph, CloudError } from '../clouds/cloud-error.js';
import type { Graph } from '../clouds/graph.js';
import type { ServicePrincipal } from '../clouds/service-principals.js';
import type { EntraFacts, Job } from './facts.js';
import { read } from './reading.js';

export async function readProvisioning(
  { id }: ServicePrincipal,
  graph: Graph,
): Promise<Pick<EntraFacts, 'job' | 'connection'>> {
  const path = `/v1.0/servicePrincipals/${id}/synchronization/jobs`;
  const job = await read('Synchronization.Read.All', async () => {
    const jobs = await askGraph(`GET ${path}`, () => graph.list<Job>(path));
    return jobs.find(({ templateId }) => templateId === PROVISIONING_TEMPLATE_ID) ?? null;
  });
  if (!('found' in job) || job.found === null) return { job };
  const test = `${path}/${job.found.id}/validateCredentials`;
  const connection = await read('Synchronization.ReadWrite.All', () => tryConnection(test, graph));
  return { job, connection };
}

/** A POST that changes nothing: Entra signs in to AWS's endpoint with the credentials that it has. */
async function tryConnection(path: string, graph: Graph): Promise<string | null> {
  try {
    await askGraph(`POST ${path}`, () => graph.post(path, { useSavedCredentials: true }));
    return null;
  } catch (error) {
    if (error instanceof CloudError && error.kind === 'failed') return error.output;
    throw error;
  }
}
