/** Steps 1, 2, 3 and 7: what a person does in AWS's console, as far as AWS tells it. */
import type { Environment } from '../../model/environment.js';
import { renderPlace } from '../../model/problem.js';
import { entraCloud } from '../../stacks/clouds.js';
import { identityStoreOf } from '../clouds/instance.js';
import type { AwsFacts, Instance, StoreFacts } from './facts.js';
import { type Check, done, judge, notDone, type Step, step, unknown, type Value } from './step.js';
import { count } from './words.js';

export const judgeIdentityCenter = (environment: Environment, aws: AwsFacts): Step[] => [
  step(1, 'Enable IAM Identity Center', 'AWS', judgeInstance(environment, aws)),
  step(2, 'Choose the access portal’s address', 'AWS', [judgePortal(environment)]),
  step(3, 'AWS’s service provider metadata', 'AWS', judgeMetadata(environment, aws)),
];

export const judgeIdentitySource = (environment: Environment, { store }: AwsFacts): Step =>
  step(7, 'Change the identity source, upload the metadata', 'AWS', judgeSource(environment, store));

function judgeInstance(environment: Environment, { instance, account }: AwsFacts): readonly Check[] {
  const { aws } = environment.config;
  const where = `Identity Center in ${aws.region}`;
  return judge('instance', instance, (found) => {
    if (found !== null) return [judgeFound(environment, found)];
    if ('found' in account && account.found !== aws.deployer.account)
      return [
        unknown(
          'instance',
          `The caller is in the account ${account.found}, which sees no instance of ${where}.`,
          `Call as the deployer, in the account ${aws.deployer.account}.`,
        ),
      ];
    return [
      notDone(
        'instance',
        `The account ${aws.deployer.account} sees no instance of ${where}.`,
        'In the management account’s console: IAM Identity Center, Enable, as an organization instance. The Region that it is enabled in stays its primary one.',
        { values: [{ label: 'Region', value: aws.region }] },
      ),
    ];
  });
}

function judgeFound({ config: { aws } }: Environment, { arn, owner, status }: Instance): Check {
  const id = arn.slice(arn.lastIndexOf('/') + 1);
  if (status !== '' && status !== 'ACTIVE')
    return notDone('instance', `The instance ${id} is ${status}.`, 'Wait until it is active.');
  const management = Object.values(aws.accounts).find((account) => account.management)?.id;
  if (management !== undefined && owner !== management)
    return notDone(
      'instance',
      `The instance ${id} is owned by the account ${owner}, so it is an account instance.`,
      `Enable an organization instance in the management account, ${management}.`,
      { values: [{ label: 'Region', value: aws.region }] },
    );
  return done('instance', `Instance ${id} in ${aws.region}, owned by the account ${owner}.`);
}

function judgePortal({ config }: Environment): Check {
  return unknown(
    'portal',
    'No API tells the access portal’s address.',
    'Compare: IAM Identity Center, Settings, Identity source, AWS access portal URL.',
    { values: [{ label: 'AWS access portal URL', value: config.aws.identityCenter.portalUrl }] },
  );
}

function judgeMetadata(environment: Environment, { instance }: AwsFacts): readonly Check[] {
  const { replyUrls } = environment.serviceProvider;
  const place = renderPlace(environment.locate(['aws', 'identityCenter', 'metadata']));
  const store = identityStoreOf(environment);
  return judge('metadata', instance, (found) => {
    if (found === null)
      return [
        unknown(
          'metadata',
          `The file (${place}) is of the identity store ${store}; there is no instance to compare it with.`,
          'Enable IAM Identity Center first.',
        ),
      ];
    if (found.identityStoreId === store)
      return [
        done(
          'metadata',
          `The file (${place}) is this instance’s, with ${count(replyUrls.length, 'reply URL')}.`,
        ),
      ];
    return [
      notDone(
        'metadata',
        `The file (${place}) is of the identity store ${store}, and this instance’s is ${found.identityStoreId}.`,
        'Download it again: IAM Identity Center, Settings, Identity source, Actions, Change identity source (or Manage authentication), Service provider metadata.',
      ),
    ];
  });
}

/** Nothing tells the identity source. Ids of another system are what people and groups have that SCIM brought. */
function judgeSource(environment: Environment, store: StoreFacts | undefined): readonly Check[] {
  const more = { values: identitySourceValues(environment) };
  const next =
    'Compare: IAM Identity Center, Settings, Identity source: External identity provider, and under Manage authentication every certificate of the metadata.';
  if (store === undefined)
    return [
      unknown(
        'identity-source',
        'Without an instance there is none to look at.',
        'Enable IAM Identity Center first.',
      ),
    ];
  return judge('identity-source', store.users, (users) =>
    judge('identity-source', store.groups, (groups) => {
      const all = [...users, ...groups];
      const external = all.filter((each) => each.external).length;
      const what = `${external} of ${count(all.length, 'user and group', 'users and groups')} in AWS have ids of another system`;
      return [
        external > 0
          ? done(
              'identity-source',
              `Inferred, for no API tells it: ${what}, as those have that SCIM brought. Which certificates AWS trusts, nothing tells.`,
              more,
            )
          : unknown('identity-source', `No API tells it, and it can’t be inferred: ${what}.`, next, more),
      ];
    }),
  );
}

/** What AWS reads from the metadata, and shows. */
export function identitySourceValues({ config: { entra } }: Environment): Value[] {
  const cloud = entraCloud(entra.cloud);
  const tenant = entra.tenantId.toLowerCase();
  return [
    { label: 'IdP issuer URL', value: `${cloud.issuerRoot}/${tenant}/` },
    { label: 'IdP sign-in URL', value: `${cloud.loginHost}/${tenant}/saml2` },
  ];
}
