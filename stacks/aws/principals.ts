/** The groups and users of Entra as AWS has them: looked up by the names that provisioning gives them. */
import { DataAwsIdentitystoreGroup } from '@cdktf/provider-aws/lib/data-aws-identitystore-group';
import { DataAwsIdentitystoreUser } from '@cdktf/provider-aws/lib/data-aws-identitystore-user';
import { Fn, Op, type Precondition, TerraformSelf } from 'cdktf';
import { Construct } from 'constructs';
import type { Principal } from '../../model/access-model.js';
import type { ApplicationAccess } from '../entra/application-access.js';
import type { EntraPrincipals } from '../entra/principals.js';
import type { Provisioning } from '../entra/provisioning.js';
import { evaluatedOnce } from '../evaluated-once.js';
import { literal } from '../literal.js';
import { principalName } from '../names.js';
import { KeptValue } from './kept-value.js';

export interface AwsPrincipalsProps {
  readonly identityStoreId: string;
  readonly entra: EntraPrincipals;
  readonly application: ApplicationAccess;
  /** Absent where provisioning is set up elsewhere: then they are in AWS already. */
  readonly provisioning?: Provisioning;
  /** A group or user in config words with its place, for errors. */
  describe(principal: Principal): string;
}

export class AwsPrincipals extends Construct {
  private readonly ids = new Map<string, string>();
  private readonly lookups = new Construct(this, 'lookups');

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AwsPrincipalsProps,
  ) {
    super(scope, id);
  }

  /** The id in AWS of a group or user; the first call creates what it takes to know it. */
  idOf(principal: Principal): string {
    const name = principalName(principal);
    const id = this.ids.get(name) ?? this.createId(principal);
    this.ids.set(name, id);
    return id;
  }

  /**
   * The id that the lookup found at first, kept: where a lookup is deferred to apply, its result is unknown, and every
   * assignment that took the id from it would be replaced. It is found anew where the object behind it in Entra
   * becomes another one. Where AWS has another one under the name, nothing is planned but an error.
   */
  private createId(principal: Principal): string {
    const name = principalName(principal);
    const found = this.createLookup(principal);
    const kept = new KeptValue(this, name, {
      input: { id: found },
      triggersReplace: { entra: this.props.application.assignmentOf(principal).principalObjectId },
      lifecycle: {
        ignoreChanges: ['input'],
        precondition: this.standsAlone(principal),
        postcondition: [
          {
            condition: Op.eq(TerraformSelf.getString('output.id'), found),
            errorMessage: literal(
              `AWS has another ${principal.type.toLowerCase()} than the one that was granted access, under the same name: ${this.props.describe(principal)}.`,
            ),
          },
        ],
      },
    });
    return evaluatedOnce(this, name, { id: kept.output('id') }).id;
  }

  /**
   * AWS knows groups by name. Where Entra has two of one name, provisioning makes one group of both there: each would
   * have what the other has. The config's own names are distinct; one that Entra alone knows may not be.
   */
  private standsAlone(principal: Principal): Precondition[] | undefined {
    const { application, entra } = this.props;
    const { awsName, namedInEntra } = entra.get(principal);
    const others = application.assigned.filter(
      ({ type, handle }) => type === 'GROUP' && handle !== principal.handle,
    );
    if (!namedInEntra || others.length === 0) return undefined;
    const names = others.map((other) => Fn.lower(entra.get(other).awsName) as string);
    return [
      {
        condition: Op.not(Fn.contains(names, Fn.lower(awsName))),
        errorMessage: literal(
          `Another group has the display name of this one in Entra, and AWS would make one group of both: ${this.props.describe(principal)}. Rename one of them in Entra.`,
        ),
      },
    ];
  }

  /** Depends on the principal's own provisioning on demand and on nothing else: a change there defers the lookup. */
  private createLookup(principal: Principal): string {
    const { identityStoreId, entra, provisioning } = this.props;
    const attributeValue = entra.get(principal).awsName;
    const dependsOn = provisioning && [provisioning.createOnDemand(principal)];
    const name = principalName(principal);
    return principal.type === 'GROUP'
      ? new DataAwsIdentitystoreGroup(this.lookups, name, {
          identityStoreId,
          alternateIdentifier: { uniqueAttribute: { attributePath: 'DisplayName', attributeValue } },
          dependsOn,
        }).groupId
      : new DataAwsIdentitystoreUser(this.lookups, name, {
          identityStoreId,
          alternateIdentifier: { uniqueAttribute: { attributePath: 'UserName', attributeValue } },
          dependsOn,
        }).userId;
  }
}
