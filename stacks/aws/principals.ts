/** The groups and users of Entra as AWS has them: looked up by the names that provisioning gives them. */
import { DataAwsIdentitystoreGroup } from '@cdktf/provider-aws/lib/data-aws-identitystore-group';
import { DataAwsIdentitystoreUser } from '@cdktf/provider-aws/lib/data-aws-identitystore-user';
import { Construct } from 'constructs';
import type { Principal } from '../../model/access-model.js';
import type { EntraPrincipals } from '../entra/principals.js';
import { evaluatedOnce } from '../evaluated-once.js';
import { resourceName } from '../names.js';

export interface AwsPrincipalsProps {
  readonly identityStoreId: string;
  readonly entra: EntraPrincipals;
}

export class AwsPrincipals extends Construct {
  private readonly ids = new Map<string, string>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AwsPrincipalsProps,
  ) {
    super(scope, id);
  }

  /** The id in AWS of a group or user; the first call creates its lookup. */
  idOf(principal: Principal): string {
    const key = `${principal.type} ${principal.handle}`;
    const id = this.ids.get(key) ?? this.createId(principal);
    this.ids.set(key, id);
    return id;
  }

  private createId(principal: Principal): string {
    const name = resourceName(principal.type === 'GROUP' ? 'group' : 'user', principal.handle);
    return evaluatedOnce(this, name, { id: this.createLookup(principal) }).id;
  }

  private createLookup(principal: Principal): string {
    const { identityStoreId } = this.props;
    const attributeValue = this.props.entra.get(principal).awsName;
    return principal.type === 'GROUP'
      ? new DataAwsIdentitystoreGroup(this, resourceName('group', principal.handle), {
          identityStoreId,
          alternateIdentifier: { uniqueAttribute: { attributePath: 'DisplayName', attributeValue } },
        }).groupId
      : new DataAwsIdentitystoreUser(this, resourceName('user', principal.handle), {
          identityStoreId,
          alternateIdentifier: { uniqueAttribute: { attributePath: 'UserName', attributeValue } },
        }).userId;
  }
}
