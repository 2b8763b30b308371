/** What Terraform says with -json, as far as it matters here: one JSON object a line. */

export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
  /** The resource it is about, where Terraform knows. */
  readonly address?: string;
}

/** What a plan does to one object. */
export interface PlannedChange {
  readonly address: string;
  /** Such as `create`, `update`, `replace`, `delete`, `read`, `move`, `remove`. */
  readonly action: string;
}

export type Message =
  | { readonly type: 'diagnostic'; readonly diagnostic: Diagnostic }
  | { readonly type: 'planned_change'; readonly change: PlannedChange }
  | { readonly type: 'refreshed' }
  | { readonly type: 'applied' };

interface RawMessage {
  readonly type?: string;
  readonly diagnostic?: Diagnostic;
  readonly change?: { readonly resource: { readonly addr: string }; readonly action: string };
  readonly hook?: { readonly action?: string };
}

/** Reads one line; undefined where it says nothing that matters here or isn't JSON. */
export function parseMessage(line: string): Message | undefined {
  if (!line.startsWith('{')) return undefined;
  const { type, diagnostic, change, hook } = JSON.parse(line) as RawMessage;
  if (type === 'diagnostic' && diagnostic !== undefined) return { type, diagnostic };
  if (type === 'planned_change' && change !== undefined) return { type, change: { address: change.resource.addr, action: change.action } };
  if (type === 'refresh_complete') return { type: 'refreshed' };
  if (type === 'apply_complete' && hook?.action !== 'read') return { type: 'applied' };
  return undefined;
}

/** A diagnostic as Terraform words it. */
export function renderDiagnostic({ severity, summary, detail, address }: Diagnostic): string {
  const title = `${severity === 'error' ? 'Error' : 'Warning'}: ${summary}`;
  return [title, address && `  with ${address}`, detail].filter(Boolean).join('\n');
}
