/** A world of AWS over HTTP, with the clients of the AWS SDK for JavaScript. */
import { IAM } from '@aws-sdk/client-iam';
import { Identitystore } from '@aws-sdk/client-identitystore';
import { Organizations } from '@aws-sdk/client-organizations';
import { SSOAdmin } from '@aws-sdk/client-sso-admin';
import { STS } from '@aws-sdk/client-sts';
import { serveAws, type AwsServer } from '../../../../sandbox/faces/aws/serve.js';
import type { World } from '../../../../sandbox/world/world.js';
import { createTestWorld, testSeed } from '../../../helpers/world.js';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface Clients {
  readonly sso: SSOAdmin;
  readonly store: Identitystore;
  readonly organizations: Organizations;
  readonly iam: IAM;
  readonly sts: STS;
}

export interface Served {
  readonly world: World;
  readonly server: AwsServer;
  readonly endpoint: string;
  readonly deployer: Credentials;
  /** The deployer's. */
  readonly clients: Clients;
  /** `<service> <operation>` of every call by clients made here. */
  readonly called: ReadonlySet<string>;
  clientsWith(credentials: Credentials, more?: object): Clients;
}

export const REGION = testSeed.aws.region;

export async function serve(world: World = createTestWorld()): Promise<Served> {
  const server = await serveAws(world, REGION);
  const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = server.environment;
  const endpoint = AWS_ENDPOINT_URL ?? '';
  const deployer = { accessKeyId: AWS_ACCESS_KEY_ID ?? '', secretAccessKey: AWS_SECRET_ACCESS_KEY ?? '' };
  const called = new Set<string>();
  const clientsWith = (credentials: Credentials, more: object = {}): Clients => {
    const config = { endpoint, region: REGION, credentials, ...more };
    const clients = {
      sso: new SSOAdmin(config),
      store: new Identitystore(config),
      organizations: new Organizations(config),
      iam: new IAM(config),
      sts: new STS(config),
    };
    record(clients.sso, 'sso-admin', called);
    record(clients.store, 'identitystore', called);
    record(clients.organizations, 'organizations', called);
    record(clients.iam, 'iam', called);
    record(clients.sts, 'sts', called);
    return clients;
  };
  return { world, server, endpoint, deployer, clients: clientsWith(deployer), called, clientsWith };
}

type Middleware = (
  next: (args: never) => unknown,
  context: { commandName?: string },
) => (args: never) => unknown;

interface Recordable {
  readonly middlewareStack: { add(middleware: Middleware, options: { step: 'initialize' }): void };
}

function record(client: object, service: string, called: Set<string>): void {
  (client as Recordable).middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        called.add(`${service} ${commandName.replace(/Command$/, '')}`);
        return next(args);
      },
    { step: 'initialize' },
  );
}

/** Lets what the test clock has begun end. */
export const settle = async (): Promise<void> => {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
};
