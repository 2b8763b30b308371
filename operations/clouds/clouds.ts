/** Both clouds of an environment, asked live. */
import type { AwsConfig } from '../../model/config.js';
import type { Environment } from '../../model/environment.js';
import type { Context } from '../context.js';
import { type AwsClients, connectAws, connectAwsAs } from './aws.js';
import { connectGraph, type Graph } from './graph.js';
import { Requests } from './requests.js';

export interface Clouds {
  /** As the deployer: where it has a role, that is assumed. */
  readonly aws: AwsClients;
  /** As the deployer's counterpart of that name in another account. */
  awsIn(account: string, role: string): AwsClients;
  readonly graph: Graph;
  /** How many requests both were asked. */
  readonly requests: Requests;
}

/** Nothing is asked yet, but where Microsoft Graph is, under `ARM_METADATA_HOSTNAME`. */
export async function connectClouds(
  { config: { aws, entra } }: Environment,
  context: Pick<Context, 'variables' | 'progress' | 'signal'>,
): Promise<Clouds> {
  const requests = new Requests(context);
  const deployer = connectDeployer(aws, requests);
  return {
    aws: deployer,
    awsIn: (other, counterpart) =>
      connectAwsAs({ account: other, role: counterpart }, deployer, aws.region, requests),
    graph: await connectGraph(entra, context.variables, requests),
    requests,
  };
}

/** AWS alone, as the deployer. Nothing is asked yet. */
export function connectDeployer({ region, deployer }: AwsConfig, requests: Requests): AwsClients {
  const { account, role } = deployer;
  const caller = connectAws(region, requests);
  return role === undefined ? caller : connectAwsAs({ account, role }, caller, region, requests);
}
