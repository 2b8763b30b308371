/** What each path is tried on: a gallery application of its own in one served tenant. */
import { IDENTITY_CENTER } from '../../../../helpers/azuread.js';
import type { TestGraph } from '../../../../helpers/graph.js';
import { seedIds } from './seed-ids.js';

export interface Fixture extends TestGraph {
  readonly ids: ReturnType<typeof seedIds>;
  readonly application: string;
  readonly appId: string;
  readonly servicePrincipal: string;
}

/** Tries one operation. It throws where the answer isn't as it should be. */
export type Try = (on: Fixture) => Promise<void>;

/** By operation, such as `GET /users/{id}`. */
export type Tries = Readonly<Record<string, Try>>;

let count = 0;

export function fixture(graph: TestGraph): Fixture {
  const { application, servicePrincipal } = graph.world.entra.applicationTemplates.instantiate(
    IDENTITY_CENTER,
    { displayName: `AWS ${(count += 1)}` },
  );
  return {
    ...graph,
    ids: seedIds(graph.world),
    application: application.id,
    appId: application.appId,
    servicePrincipal: servicePrincipal.id,
  };
}

/** The address that a reference names. */
export const referenceTo = ({ served }: TestGraph, id: string): object => ({
  '@odata.id': `${served.origin}/v1.0/directoryObjects/${id}`,
});
