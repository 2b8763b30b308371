import { askGraph } from './cloud-error.js';
import type { EntraCloud } from '../../stacks/clouds.js';

interface Metadata {
  readonly authentication: { readonly loginEndpoint: string };
  readonly microsoftGraphResourceId: string;
}

export interface EntraEndpoints {
  /** Where tokens are asked for. */
  readonly login: string;
  readonly graph: string;
}

const VERSION = '2022-09-01';

/** The cloud's own, or those that `ARM_METADATA_HOSTNAME` tells, where it is set: the azuread provider minds it too. */
export async function entraEndpoints(
  cloud: EntraCloud,
  { ARM_METADATA_HOSTNAME: host }: Readonly<Record<string, string | undefined>>,
): Promise<EntraEndpoints> {
  if (host === undefined) return { login: cloud.loginHost, graph: cloud.graphHost };
  const url = `https://${host}/metadata/endpoints?api-version=${VERSION}`;
  const metadata = await askGraph(`GET ${url}`, async () => (await (await fetch(url)).json()) as Metadata);
  const bare = (url: string) => url.replace(/\/$/, '');
  return {
    login: bare(metadata.authentication.loginEndpoint),
    graph: bare(metadata.microsoftGraphResourceId),
  };
}
