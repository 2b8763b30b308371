/** Serves providers to Terraform and OpenTofu from this process, through TF_REATTACH_PROVIDERS. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { World } from '../../world/world.js';
import { servePlugin } from './protocol/plugin-server.js';
import { createProvider } from './provider.js';
import type { ProviderType } from './resource.js';
import { loadSchemas } from './schema/load-schemas.js';
import { createSession } from './session.js';

export interface ServedProviders {
  /** For Terraform's process. */
  readonly environment: { readonly TF_REATTACH_PROVIDERS: string };
  /** Closes every connection and removes the sockets. */
  stop(): Promise<void>;
}

/**
 * The sockets lie in a temporary folder that only this user can enter.
 *
 * @throws Error where a type has no schema yet.
 */
export async function serveTerraform(
  world: World,
  providers: readonly ProviderType[],
): Promise<ServedProviders> {
  const schemas = loadSchemas();
  const served = providers.map((type) => createProvider(type, schemas[type.name]));
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-providers-'));
  const reattach: Record<string, object> = {};
  const servers = await Promise.all(
    served.map((provider) => {
      const socket = join(folder, `${provider.type.name}.sock`);
      // Without a host, the name means what a configuration's own `hashicorp/<name>` means.
      reattach[`hashicorp/${provider.type.name}`] = {
        Protocol: 'grpc',
        ProtocolVersion: 5,
        Pid: process.pid,
        Test: true, // Terraform doesn't end the process
        Addr: { Network: 'unix', String: socket },
      };
      return servePlugin(socket, () => createSession(world, provider));
    }),
  );
  return {
    environment: { TF_REATTACH_PROVIDERS: JSON.stringify(reattach) },
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
