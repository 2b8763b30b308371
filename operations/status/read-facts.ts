/** Reads how both clouds stand. Nothing is changed. */
import type { Environment } from '../../model/environment.js';
import type { Clouds } from '../clouds/clouds.js';
import type { Context } from '../context.js';
import type { Facts } from './facts.js';
import { readAws } from './read-aws.js';
import { readEmergency } from './read-emergency.js';
import { readEntra } from './read-entra.js';

/** Throws a CloudError where a cloud can't be reached. What a cloud refuses is among the facts. */
export async function readFacts(
  environment: Environment,
  clouds: Clouds,
  { progress }: Pick<Context, 'progress'>,
): Promise<Facts> {
  progress.stage('Asking Entra');
  const entra = await readEntra(environment, clouds.graph);
  progress.stage('Asking AWS');
  const aws = await readAws(environment, clouds.aws, entra);
  const emergency = await readEmergency(environment, clouds);
  progress.finish();
  return { entra, aws, ...(emergency === undefined ? {} : { emergency }) };
}
