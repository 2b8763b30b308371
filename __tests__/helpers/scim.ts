/** What somebody else does to AWS's users and groups, behind Entra's back. */
import type { ScimRequest } from '../../sandbox/world/aws/scim/messages.js';
import type { World } from '../../sandbox/world/world.js';

/** One request to AWS's endpoint with a token of its own. */
async function scim(
  { aws: { scim: endpoint } }: World,
  method: ScimRequest['method'],
  path: string,
  body?: unknown,
): Promise<unknown> {
  const { id, token } = endpoint.createAccessToken();
  const response = await endpoint.request({ method, url: `${endpoint.endpoints[0]}${path}`, token, body });
  endpoint.deleteAccessToken(id);
  if (response.status >= 300) throw new Error(`${method} ${path}: ${response.status}`);
  return response.body;
}

export async function deleteGroupInAws(world: World, displayName: string): Promise<void> {
  const filter = encodeURIComponent(`displayName eq "${displayName}"`);
  const found = (await scim(world, 'GET', `/Groups?filter=${filter}`)) as { Resources: { id: string }[] };
  await scim(world, 'DELETE', `/Groups/${found.Resources[0]?.id}`);
}

export async function createGroupInAws(world: World, displayName: string): Promise<void> {
  await scim(world, 'POST', '/Groups', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    displayName,
  });
}
