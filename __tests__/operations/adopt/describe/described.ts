/** The draft of an organization's config that both clouds of a seed give, without Graph's transport, and the config loaded. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../../../model/environment.js';
import { loadEnvironment } from '../../../../model/load.js';
import { renderProblems } from '../../../../model/problem.js';
import type { ConfigDraft } from '../../../../operations/adopt/draft.js';
import { Notes } from '../../../../operations/adopt/describe/notes.js';
import type { DraftRequest } from '../../../../operations/adopt/describe/draft-request.js';
import { readDraft } from '../../../../operations/adopt/describe/read-draft.js';
import { renderConfig } from '../../../../operations/adopt/write-config.js';
import { writeNewFiles } from '../../../../operations/adopt/write-new-files.js';
import { connectAws } from '../../../../operations/clouds/aws.js';
import type { Graph } from '../../../../operations/clouds/graph.js';
import { Requests } from '../../../../operations/clouds/requests.js';
import { serveAws } from '../../../../sandbox/faces/aws/serve.js';
import { graphRoutes } from '../../../../sandbox/faces/graph/app.js';
import { Faults } from '../../../../sandbox/faces/graph/faults.js';
import { AccessTokens } from '../../../../sandbox/faces/graph/login/access-tokens.js';
import { makeByHand } from '../../../../sandbox/world/by-hand/make-by-hand.js';
import { selfSignedCertificate } from '../../../../sandbox/world/entra/self-signed-certificate.js';
import type { Seed } from '../../../../sandbox/world/seed.js';
import { createWorld, type World } from '../../../../sandbox/world/world.js';
import { createTestClock } from '../../../helpers/clock.js';

export interface Described {
  readonly world: World;
  readonly draft: ConfigDraft;
  readonly remarks: readonly string[];
  /** Absent where the config has errors: `problems` has them. */
  readonly environment?: Environment;
  readonly problems: string;
}

const SILENT = {
  stage: () => undefined,
  detail: () => undefined,
  finish: () => undefined,
  stop: () => undefined,
};
const NOW = '2026-11-22T12:00:00Z';

/** A world that people made by hand. @param happen What else they did. */
export async function makeWorld(
  seed: Seed,
  happen: (world: World) => void = () => undefined,
): Promise<World> {
  const world = createWorld(seed, createTestClock(NOW));
  if (seed.byHand) await makeByHand(world, seed.aws.region, seed.byHand);
  happen(world);
  return world;
}

/** @param lacking Permissions of Graph that the caller hasn’t got. */
export async function describeWorld(
  world: World,
  { entra: { tenantId }, aws: { region, managementAccount } }: Seed,
  more: Partial<DraftRequest> = {},
  lacking: readonly string[] = [],
): Promise<Described> {
  const aws = await serveAws(world, region);
  Object.assign(process.env, aws.environment);
  const folder = mkdtempSync(join(tmpdir(), 'described-'));
  try {
    const notes = new Notes();
    const requests = new Requests({ progress: SILENT, signal: new AbortController().signal });
    const clients = connectAws(region, requests);
    // This AWS has no rate to keep to.
    clients.ssoAdmin.middlewareStack.remove('paceRequest');
    const { draft, metadata } = await readDraft(
      { environment: 'made', tenantId, cloud: 'public', region, ...more },
      { account: managementAccount, clients, graph: await graphOf(world, lacking) },
      notes,
      SILENT,
    );
    const files = new Map([
      ...renderConfig(draft, 'both clouds'),
      ['made/aws-saml-metadata.xml', metadata.text],
    ]);
    writeNewFiles(folder, 'made', files);
    const { environment, problems } = loadEnvironment(folder, 'made', { today: new Date(NOW) });
    const errors = problems.filter(({ severity }) => severity === 'error');
    return { world, draft, remarks: notes.remarks, environment, problems: renderProblems(errors) };
  } finally {
    await aws.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Why it was refused, without the ids that differ from run to run. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return (error as Error).message.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>');
  }
  throw new Error('it was not refused');
}

/** Graph's own answers, without the way to it. */
async function graphOf(world: World, lacking: readonly string[]): Promise<Graph> {
  const { clock, entra } = world;
  const end = new Date(clock.now().getTime() + 86_400_000);
  const tokens = new AccessTokens(entra, clock, await selfSignedCertificate('graph', clock.now(), end));
  for (const permission of lacking) tokens.permissions.delete(permission);
  const app = graphRoutes({ world, tokens, faults: new Faults(clock) });
  const send = async <T>(path: string, method = 'GET', body?: object): Promise<T> => {
    const response = await app.request(path, {
      method,
      headers: { authorization: `Bearer ${tokens.issue('graph')}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as T & { error?: { code: string; message: string } };
    if (answer.error) throw Object.assign(new Error(answer.error.message), { statusCode: response.status });
    return answer;
  };
  return {
    get: (path) => send(path),
    list: async <T>(path: string) => {
      const items: T[] = [];
      for (let next: string | undefined = path; next !== undefined;) {
        const page: { value: T[]; '@odata.nextLink'?: string } = await send(next);
        items.push(...page.value);
        const link = page['@odata.nextLink'];
        next = link === undefined ? undefined : link.slice(new URL(link).origin.length);
      }
      return items;
    },
    post: (path, body) => send(path, 'POST', body),
    patch: () => Promise.reject(new Error('a description changes nothing')),
  };
}
