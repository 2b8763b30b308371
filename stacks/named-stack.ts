/** A stack whose Terraform names are the construct ids, and whose providers may be newer than the bindings. */
import { TerraformElement, type TerraformProvider, TerraformStack } from 'cdktf';
import type { Node } from 'constructs';

/** Objects by type and name. */
type Objects = Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;

interface SynthesizedStack {
  readonly resource?: Objects;
  readonly data?: Objects;
}

export abstract class NamedStack extends TerraformStack {
  /** Terraform's name of an element is its construct id, wherever it sits in the tree: see names.ts. */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    return TerraformElement.isTerraformElement(element) ? element.node.id : element.id;
  }

  /** cdktf would resolve every element once more, to find references to other stacks: there are none. */
  override prepareStack(): void {}

  /** cdktf notes each object's construct path beside it. Its name says the same, and Terraform has less to read. */
  override toTerraform(): SynthesizedStack {
    const stack = super.toTerraform() as SynthesizedStack;
    for (const objects of [stack.resource, stack.data].flatMap((types) => Object.values(types ?? {})))
      for (const object of Object.values(objects)) delete object['//'];
    return stack;
  }

  /** The bindings ask for exactly the version they were made from; any later one of the same major serves. */
  protected acceptNewerVersions(provider: TerraformProvider): void {
    const { providerName, providerVersion = '' } = provider.terraformGeneratorMetadata ?? {
      providerName: '',
    };
    const [major] = providerVersion.split('.');
    const range = `>= ${providerVersion}, < ${Number(major) + 1}.0.0`;
    this.addOverride(`terraform.required_providers.${providerName}.version`, range);
  }
}
