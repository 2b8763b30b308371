import { TerraformResource, type TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';

export interface KeptValueProps extends TerraformMetaArguments {
  readonly input: Readonly<Record<string, string>>;
  /** A change of any of these takes the input anew. */
  readonly triggersReplace: Readonly<Record<string, string>>;
}

/**
 * `terraform_data`, a value kept in the state, which Terraform has built in. (cdktf's own class for it runs
 * `terraform version` for each one at synthesis.)
 */
export class KeptValue extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: KeptValueProps,
  ) {
    super(scope, id, { ...props, terraformResourceType: 'terraform_data' });
  }

  /** What was kept under a key of the input. */
  output(key: string): string {
    return `\${${this.fqn}.output.${key}}`;
  }

  protected override synthesizeAttributes() {
    return { input: this.props.input, triggers_replace: this.props.triggersReplace };
  }
}
