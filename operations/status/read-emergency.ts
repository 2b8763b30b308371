/** Reads emergency access: its application in Entra, its SAML provider and roles in AWS. */
import { createHash } from 'node:crypto';
import { GetRoleCommand, GetSAMLProviderCommand } from '@aws-sdk/client-iam';
import type { EmergencyAccessConfig } from '../../model/config.js';
import type { Environment } from '../../model/environment.js';
import type { AwsClients } from '../clouds/aws.js';
import { askAws, CloudError } from '../clouds/cloud-error.js';
import type { Clouds } from '../clouds/clouds.js';
import { rolesOf, samlProviderArn } from './emergency-names.js';
import type { EmergencyFacts, RoleFacts } from './facts.js';
import { readApplication, readAssigned } from './read-entra.js';
import { read, type Reading } from './reading.js';

/** Undefined where the config has none. */
export async function readEmergency(
  environment: Environment,
  clouds: Clouds,
): Promise<EmergencyFacts | undefined> {
  const { aws, emergencyAccess: settings } = environment.config;
  if (settings === undefined) return undefined;
  const accountId = (handle: string) => aws.accounts[handle]?.id ?? '';
  const arn = samlProviderArn(aws.region, accountId(settings.account));
  const application = await readApplication(environment, 'emergency', clouds.graph);
  const provider = await readAs(
    settings,
    accountId(settings.account),
    clouds,
    'iam:GetSAMLProvider',
    (clients) => findProvider(clients, arn),
  );
  const roles: RoleFacts[] = [];
  for (const { role, account, name } of rolesOf(settings)) {
    const trust = await readAs(settings, accountId(account), clouds, 'iam:GetRole', (clients) =>
      findTrust(clients, accountId(account), name),
    );
    roles.push({ role, account, trust });
  }
  return {
    application,
    ...('found' in application && application.found !== null
      ? { assigned: await readAssigned(application.found, clouds.graph) }
      : {}),
    provider,
    roles,
  };
}

/** Reads in an account as the role that this program has there. */
export const readAs = <T>(
  { deployerRole }: EmergencyAccessConfig,
  accountId: string,
  clouds: Clouds,
  action: string,
  work: (clients: AwsClients) => Promise<T>,
): Promise<Reading<T>> =>
  read(`sts:AssumeRole of ${deployerRole} in ${accountId}, and ${action} there`, () =>
    work(clouds.awsIn(accountId, deployerRole)),
  );

const findProvider = ({ iam }: AwsClients, SAMLProviderArn: string): Promise<string[] | null> =>
  orNull(
    askAws(`iam GetSAMLProvider ${SAMLProviderArn}`, async () => {
      const { SAMLMetadataDocument: document = '' } = await iam.send(
        new GetSAMLProviderCommand({ SAMLProviderArn }),
      );
      return [...document.matchAll(CERTIFICATE)].map(([, base64 = '']) => thumbprintOfDer(base64));
    }),
  );

const findTrust = ({ iam }: AwsClients, accountId: string, RoleName: string): Promise<string | null> =>
  orNull(
    askAws(`iam GetRole ${RoleName} in ${accountId}`, async () => {
      const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
      return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
    }),
  );

const CERTIFICATE = /<(?:\w+:)?X509Certificate>([^<]+)</g;

const thumbprintOfDer = (base64: string): string =>
  createHash('sha1').update(Buffer.from(base64, 'base64')).digest('hex').toUpperCase();

const orNull = <T>(asked: Promise<T>): Promise<T | null> =>
  asked.catch((error: unknown) => {
    if (error instanceof CloudError && error.kind === 'not-found') return null;
    throw error;
  });
