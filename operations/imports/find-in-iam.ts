/** Which of what a plan would make for emergency access exists in AWS already, and under what import id. */
import {
  GetRoleCommand,
  GetRolePolicyCommand,
  GetSAMLProviderCommand,
  paginateListAttachedRolePolicies,
} from '@aws-sdk/client-iam';
import { emergencyRoleName } from '../../model/emergency-role.js';
import { awsPartitionOf } from '../../model/partition.js';
import { error, type Problem } from '../../model/problem.js';
import { listAll, quote } from '../../model/text.js';
import type { Kind } from '../../stacks/names.js';
import type { EmergencyAccessConfig } from '../../model/config.js';
import type { Environment } from '../../model/environment.js';
import type { AwsClients } from '../clouds/aws.js';
import { askAws } from '../clouds/cloud-error.js';
import type { Clouds } from '../clouds/clouds.js';
import { collect } from '../drift/read-permission-sets.js';
import { samlProviderArn } from '../status/emergency-names.js';
import { readAs } from '../status/read-emergency.js';
import { type Asking, ifThere } from './asking.js';
import { type MissingObject, textOf } from './existing-object.js';
import { trustedBy } from './trusted-by.js';

/** What is undefined was refused to the caller, or isn't there. */
export interface IamReader {
  hasSamlProvider(account: string, arn: string): Promise<boolean | undefined>;
  /** Whom a role lets assume it. */
  trustOf(account: string, role: string): Promise<readonly string[] | undefined>;
  hasRolePolicy(account: string, role: string, policy: string): Promise<boolean | undefined>;
  /** The ARNs of the policies that a role has. */
  attachedTo(account: string, role: string): Promise<readonly string[] | undefined>;
}

export function createIamReader(settings: EmergencyAccessConfig, clouds: Clouds, asking: Asking): IamReader {
  const ask = <T>(
    account: string,
    action: string,
    of: string,
    work: (iam: AwsClients['iam']) => Promise<T>,
  ): Promise<T | undefined> => {
    const request = `iam ${action} ${of} in ${account}`;
    return asking.once(request, () =>
      readAs(settings, account, clouds, `iam:${action}`, ({ iam }) =>
        ifThere(askAws(request, () => work(iam))),
      ),
    );
  };
  const isThere = async (answer: Promise<unknown>): Promise<boolean> => (await answer) !== undefined;
  return {
    hasSamlProvider: (account, SAMLProviderArn) =>
      isThere(
        ask(account, 'GetSAMLProvider', SAMLProviderArn, (iam) =>
          iam.send(new GetSAMLProviderCommand({ SAMLProviderArn })),
        ),
      ),
    trustOf: async (account, RoleName) => {
      const found = await ask(account, 'GetRole', RoleName, (iam) =>
        iam.send(new GetRoleCommand({ RoleName })),
      );
      const document = found?.Role?.AssumeRolePolicyDocument;
      return document === undefined ? undefined : trustedBy(document);
    },
    hasRolePolicy: (account, RoleName, PolicyName) =>
      isThere(
        ask(account, 'GetRolePolicy', `${RoleName} ${PolicyName}`, (iam) =>
          iam.send(new GetRolePolicyCommand({ RoleName, PolicyName })),
        ),
      ),
    attachedTo: (account, RoleName) =>
      ask(account, 'ListAttachedRolePolicies', RoleName, async (client) => {
        const pages = paginateListAttachedRolePolicies({ client }, { RoleName });
        const policies = await collect(pages, ({ AttachedPolicies }) => AttachedPolicies);
        return policies.map(({ PolicyArn = '' }) => PolicyArn);
      }),
  };
}

export class IamFinder {
  constructor(
    private readonly environment: Environment,
    private readonly reader: IamReader,
    /** Where it is told what is others', too. */
    private readonly problems: Problem[],
  ) {}

  /** The import id of an object; undefined where AWS has none, or the object isn't of IAM. */
  async find({ type, kind, parts, values }: MissingObject): Promise<string | undefined> {
    const [handle = '', account = ''] = parts;
    const settings = this.environment.config.emergencyAccess?.roles[handle];
    const role = settings && emergencyRoleName(handle, settings);
    if (type === 'aws_iam_saml_provider') return this.findProvider(handle);
    if (role === undefined) return undefined;
    if (type === 'aws_iam_role') return this.findRole(kind, handle, account, role);
    if (type === 'aws_iam_role_policy') {
      const policy = textOf(values, 'name');
      if (policy === undefined) return undefined;
      return (await this.reader.hasRolePolicy(account, role, policy)) ? `${role}:${policy}` : undefined;
    }
    if (type !== 'aws_iam_role_policy_attachment') return undefined;
    const arn = textOf(values, 'policy_arn');
    if (arn === undefined) return undefined;
    return (await this.reader.attachedTo(account, role))?.includes(arn) ? `${role}/${arn}` : undefined;
  }

  /** Its trust is written over: whoever else comes by it no longer would. */
  private async findRole(
    kind: Kind,
    handle: string,
    account: string,
    role: string,
  ): Promise<string | undefined> {
    const trusted = await this.reader.trustOf(account, role);
    const { aws, emergencyAccess } = this.environment.config;
    const home = aws.accounts[emergencyAccess?.account ?? '']?.id ?? '';
    const own =
      kind === 'workload-role'
        ? `arn:${awsPartitionOf(aws.region)}:iam::${home}:role/${role}`
        : samlProviderArn(aws.region, home);
    const others = trusted?.filter((each) => each !== own) ?? [];
    if (others.length === 0) return trusted && role;
    this.problems.push(
      error(
        this.environment.locate(['emergencyAccess', 'roles', handle]),
        `${quote(role)} is the name of a role in account ${account} that others may assume: ${listAll(others)}.`,
        'It stays as it is, for emergency access’s would be for emergency access alone. Give this one another `name`, or take them out of that role’s trust policy first.',
      ),
    );
    return undefined;
  }

  private async findProvider(account: string): Promise<string | undefined> {
    const arn = samlProviderArn(this.environment.config.aws.region, account);
    return (await this.reader.hasSamlProvider(account, arn)) ? arn : undefined;
  }
}
