/** The parts of a synthesized stack that matter here. */
interface SynthesizedStack {
  readonly '//'?: unknown;
  readonly terraform: unknown;
  readonly provider: unknown;
  readonly removed?: readonly object[];
  readonly resource: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Terraform's type of a signing certificate. */
export const CERTIFICATE = 'azuread_service_principal_token_signing_certificate';

/**
 * The same stack without anything in it: its plan destroys all that stands, in order, prevent_destroy or not.
 *
 * Signing certificates are let go of, and vanish with their service principal: destroying one of several deletes
 * a sibling (azuread issue 1690). That needs `removed` blocks, which `terraform destroy` takes no notice of.
 */
export function emptyStack({
  '//': note,
  terraform,
  provider,
  removed = [],
  resource,
}: SynthesizedStack): object {
  const certificates = Object.keys(resource[CERTIFICATE] ?? {}).map((name) => ({
    from: `${CERTIFICATE}.${name}`,
    lifecycle: { destroy: false },
  }));
  return { '//': note, terraform, provider, removed: [...removed, ...certificates] };
}
