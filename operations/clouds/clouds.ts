/** Both clouds of an environment, asked live. */
import type { Environment } from '../../model/environment.js';
import type { Context } from '../context.js';
import { type AwsClients, connectAws } from './aws.js';
import { connectGraph, type Graph } from './graph.js';
import { Requests } from './requests.js';

export interface Clouds {
  readonly aws: AwsClients;
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
  return {
    aws: connectAws(aws.region, requests),
    graph: await connectGraph(entra, context.variables, requests),
    requests,
  };
}
