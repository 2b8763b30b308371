import type { ProviderType } from '../resource.js';
import { timeSleep } from './time-sleep.js';

/** hashicorp/time, as far as the stacks use it. */
export const timeProvider: ProviderType = { name: 'time', resources: [timeSleep], dataSources: [] };
