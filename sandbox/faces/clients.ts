/** Both clouds over the wire, for the vendors' own clients: Microsoft Graph by HTTPS, AWS's APIs by HTTP. */
import type { World } from '../world/world.js';
import { serveAws } from './aws/serve.js';
import { serveGraph } from './graph/serve.js';

export interface ServedClients {
  /** What points the clients at the sandbox, and lets them in. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** @param region AWS's, for clients that are told no other. */
export async function serveClients(world: World, region: string): Promise<ServedClients> {
  const [graph, aws] = await Promise.all([serveGraph(world), serveAws(world, region)]);
  return {
    environment: { ...graph.environment, ...aws.environment },
    stop: async () => {
      await Promise.all([graph.stop(), aws.stop()]);
    },
  };
}
