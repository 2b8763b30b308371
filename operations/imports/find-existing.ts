/** Looks in both clouds for what a plan would make: of what exists already, the import ids. */
import type { Environment } from '../../model/environment.js';
import type { Problem } from '../../model/problem.js';
import { type Clouds, connectClouds } from '../clouds/clouds.js';
import type { Context } from '../context.js';
import type { Beyond } from '../drift/finding.js';
import { type LiveRole, readEmergencyRoles } from '../drift/emergency-roles.js';
import type { LiveApplication } from '../drift/live.js';
import { readApplications } from '../drift/read-applications.js';
import type { PlanValues } from '../guard/plan-values.js';
import { ProblemsError } from '../problems-error.js';
import { Asking } from './asking.js';
import { readComesWith } from './comes-with.js';
import { createEntraReader, type EntraReader } from './entra-reader.js';
import type { ExistingObject, MissingObject } from './existing-object.js';
import { EntraFinder } from './find-in-entra.js';
import { createIamReader, IamFinder, type IamReader } from './find-in-iam.js';
import { IdentityCenterFinder } from './find-in-identity-center.js';
import { refuseFoundTwice } from './found-twice.js';
import { createIdentityCenterReader, type IdentityCenterReader } from './identity-center-reader.js';
import { Standing } from './standing.js';

/** What the clouds are asked by. */
export interface Readers {
  readonly entra: EntraReader;
  readonly identityCenter: IdentityCenterReader;
  /** Those of the config with who is assigned to them; undefined where Entra refuses to tell. */
  applications(): Promise<readonly LiveApplication[] | undefined>;
  /** The roles of emergency access that exist, with their policies; undefined where AWS refuses to tell. */
  emergencyRoles(): Promise<readonly LiveRole[] | undefined>;
  /** Throws an OutsideError that names everything that was refused so far. */
  requireAnswers(): void;
  /** Absent where the config has no emergency access. */
  readonly iam?: IamReader;
}

/** Throws a ProblemsError for what is there several times, or is others', too; an OutsideError where a cloud refuses to tell. */
export async function findExisting(
  environment: Environment,
  missing: readonly MissingObject[],
  values: PlanValues | undefined,
  readers: Readers,
): Promise<ExistingObject[]> {
  const problems: Problem[] = [];
  const standing = new Standing(values);
  const entra = new EntraFinder(environment, standing, readers.entra, problems);
  const iam = readers.iam && new IamFinder(environment, readers.iam, problems);
  const found: ExistingObject[] = [];
  for (const object of missing) {
    const id = (await entra.find(object)) ?? (await iam?.find(object));
    if (id !== undefined) found.push({ address: object.address, id });
  }
  const identityCenter = new IdentityCenterFinder(environment, standing, readers.identityCenter);
  found.push(...(await identityCenter.find(missing)));
  const objects = new Map(missing.map((object) => [object.address, object]));
  const takenOver = found.filter(({ address, id }) => {
    const object = objects.get(address);
    return object !== undefined && !standing.keeps(object, id);
  });
  problems.push(...refuseFoundTwice(environment, takenOver, objects));
  // What isn't told may be what a problem misses.
  readers.requireAnswers();
  if (problems.length > 0) throw new ProblemsError(problems);
  return takenOver;
}

/** Each round of planning asks for what the last one didn't. */
export class ExistingObjects {
  private readonly asking = new Asking();
  private readonly looked = new Map<string, string>();
  private readers: Promise<Readers> | undefined;

  constructor(
    private readonly environment: Environment,
    private readonly context: Context,
  ) {}

  /** Throws an OutsideError where a cloud refuses to tell. */
  async find(missing: readonly MissingObject[], values: PlanValues | undefined): Promise<ExistingObject[]> {
    const fresh = missing.filter((object) => this.isNews(object));
    if (fresh.length === 0) return [];
    const readers = await (this.readers ??= this.connect());
    return findExisting(this.environment, fresh, values, readers);
  }

  /** What stands on what is taken over and the config doesn't have. Throws an OutsideError where a cloud refuses to tell. */
  async comesWith(takenOver: readonly ExistingObject[]): Promise<Beyond[]> {
    if (takenOver.length === 0) return [];
    const readers = await (this.readers ??= this.connect());
    const beyond = await readComesWith(this.environment, takenOver, readers);
    readers.requireAnswers();
    return beyond;
  }

  /** Something that was looked for before may be found once more of it is known. */
  private isNews({ address, values }: MissingObject): boolean {
    const known = JSON.stringify(values);
    const isNews = this.looked.get(address) !== known;
    this.looked.set(address, known);
    return isNews;
  }

  private async connect(): Promise<Readers> {
    const { environment, asking } = this;
    const clouds: Clouds = await connectClouds(environment, this.context);
    const { emergencyAccess } = environment.config;
    return {
      entra: createEntraReader(clouds.graph, asking),
      identityCenter: createIdentityCenterReader(environment, clouds.aws, asking),
      applications: () =>
        asking.once('who is assigned to the applications', async () => {
          const { applications, unread } = await readApplications(environment, clouds.graph);
          return unread[0] === undefined ? { found: applications } : { unread: unread[0] };
        }),
      emergencyRoles: () =>
        asking.once('the policies of emergency roles', async () => {
          const readings = await readEmergencyRoles(environment, clouds);
          const refused = readings.find((each) => 'unread' in each);
          return (
            refused ?? { found: readings.flatMap((each) => ('found' in each ? (each.found ?? []) : [])) }
          );
        }),
      requireAnswers: () => asking.requireAnswers(environment.name),
      ...(emergencyAccess === undefined ? {} : { iam: createIamReader(emergencyAccess, clouds, asking) }),
    };
  }
}
