/** Which of what a plan would make for emergency access exists in AWS already, and under what import id. */
import {
  GetRoleCommand,
  GetRolePolicyCommand,
  GetSAMLProviderCommand,
  paginateListAttachedRolePolicies,
} from '@aws-sdk/client-iam';
import { emergencyRoleName } from '../../model/emergency-role.js';
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

/** What is undefined was refused to the caller, or isn't there. */
export interface IamReader {
  hasSamlProvider(account: string, arn: string): Promise<boolean | undefined>;
  hasRole(account: string, name: string): Promise<boolean | undefined>;
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
    hasRole: (account, RoleName) =>
      isThere(ask(account, 'GetRole', RoleName, (iam) => iam.send(new GetRoleCommand({ RoleName })))),
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
  ) {}

  /** The import id of an object; undefined where AWS has none, or the object isn't of IAM. */
  async find({ type, parts, values }: MissingObject): Promise<string | undefined> {
    const [handle = '', account = ''] = parts;
    const settings = this.environment.config.emergencyAccess?.roles[handle];
    const role = settings && emergencyRoleName(handle, settings);
    if (type === 'aws_iam_saml_provider') return this.findProvider(handle);
    if (role === undefined) return undefined;
    if (type === 'aws_iam_role') return (await this.reader.hasRole(account, role)) ? role : undefined;
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

  private async findProvider(account: string): Promise<string | undefined> {
    const arn = samlProviderArn(this.environment.config.aws.region, account);
    return (await this.reader.hasSamlProvider(account, arn)) ? arn : undefined;
  }
}
