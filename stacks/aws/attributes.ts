/** The session tags that IAM Identity Center sets from what was provisioned: its attributes for access control. */
import { SsoadminInstanceAccessControlAttributes } from '@cdktf/provider-aws/lib/ssoadmin-instance-access-control-attributes';
import { Construct } from 'constructs';
import type { AwsConfig } from '../../model/config.js';
import { compareText } from '../../model/text.js';
import { literal } from '../literal.js';
import { resourceName } from '../names.js';

export interface IdentityCenterAttributesProps {
  readonly instanceArn: string;
  readonly attributes: NonNullable<AwsConfig['identityCenter']['attributes']>;
}

export class IdentityCenterAttributes extends Construct {
  constructor(scope: Construct, id: string, { instanceArn, attributes }: IdentityCenterAttributesProps) {
    super(scope, id);
    new SsoadminInstanceAccessControlAttributes(this, resourceName('access-control-attributes'), {
      instanceArn,
      attribute: Object.entries(attributes)
        .sort(([a], [b]) => compareText(a, b))
        .map(([key, source]) => ({ key: literal(key), value: [{ source: [literal(source)] }] })),
    });
  }
}
