/** `federation drift`: what the clouds have and the config doesn't, which Terraform can't see, and the other way round. */
import type { Environment } from '../../model/environment.js';
import type { Clouds } from '../clouds/clouds.js';
import type { Progress } from '../context.js';
import { readSetsUnderWay } from '../recovery/sets-under-way.js';
import type { Unread } from '../status/reading.js';
import { compareApplication } from './compare-applications.js';
import { compareAssignments } from './compare-assignments.js';
import { comparePermissionSets } from './compare-permission-sets.js';
import { compareEmergencyRole, readEmergencyRoles } from './emergency-roles.js';
import type { Differences, OutOfDate } from './finding.js';
import { findOutOfDate } from './out-of-date.js';
import type { ReadBy } from './live.js';
import { readLive } from './read-live.js';
import { readNamesakes } from './read-namesakes.js';

export interface Drift extends Differences {
  readonly environment: string;
  readonly outOfDate: readonly OutOfDate[];
  /** What a cloud refused to tell: nothing is known of it. */
  readonly unread: readonly Unread[];
  /** How account assignments were asked for. */
  readonly readBy: ReadBy;
  /** How many requests it took. */
  readonly requests: number;
}

export async function findDrift(
  environment: Environment,
  clouds: Clouds,
  progress: Pick<Progress, 'stage'>,
): Promise<Drift> {
  const live = await readLive(environment, clouds, progress);
  progress.stage('Reading roles of emergency access');
  const roles = await readEmergencyRoles(environment, clouds);
  progress.stage('Looking for duplicates in Entra');
  const namesakes = await readNamesakes(environment, clouds.graph);
  const differences = [
    compareAssignments(environment, live),
    comparePermissionSets(environment, live),
    ...live.applications.map((application) => compareApplication(environment, application)),
  ];
  return {
    environment: environment.name,
    beyond: [
      ...differences.flatMap(({ beyond }) => beyond),
      ...roles.flatMap((role) =>
        'found' in role && role.found !== null ? compareEmergencyRole(environment, role.found) : [],
      ),
      ...namesakes.beyond,
    ],
    missing: differences.flatMap(({ missing }) => missing),
    outOfDate: findOutOfDate(environment, live, readSetsUnderWay(environment.name)),
    unread: [
      ...live.unread,
      ...roles.flatMap((role) => ('unread' in role ? [role.unread] : [])),
      ...namesakes.unread.filter(({ needs }) => !live.unread.some((other) => other.needs === needs)),
    ],
    readBy: live.aws.readBy,
    requests: clouds.requests.total,
  };
}
