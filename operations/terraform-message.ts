/** What Terraform says with -json, as far as it matters here: one JSON object a line. */

export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
  /** The resource it is about, where Terraform knows. */
  readonly address?: string;
  /** Where in the stack's folder it was found. */
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
  readonly snippet?: {
    readonly code: string;
    /** Such as `resource.terraform_data.group_developers.lifecycle.postcondition[0]`. */
    readonly context?: string | null;
  };
}

/** What a plan does to one object. */
export interface PlannedChange {
  readonly address: string;
  /** Such as `create`, `update`, `replace`, `delete`, `read`, `move`, `remove`. */
  readonly action: string;
  /** Why, where Terraform says, such as `tainted` or `replace_by_triggers`. */
  readonly reason?: string;
}

export type Message =
  | { readonly type: 'diagnostic'; readonly diagnostic: Diagnostic }
  | { readonly type: 'planned_change'; readonly change: PlannedChange }
  /** What happened to an object outside of Terraform. */
  | { readonly type: 'resource_drift'; readonly change: PlannedChange }
  | { readonly type: 'refreshed' }
  | { readonly type: 'applied' };

interface RawMessage {
  readonly type?: string;
  readonly diagnostic?: Diagnostic;
  readonly change?: {
    readonly resource: { readonly addr: string };
    readonly action: string;
    readonly reason?: string;
  };
  readonly hook?: { readonly action?: string };
}

/** Reads one line; undefined where it says nothing that matters here or isn't JSON. */
export function parseMessage(line: string): Message | undefined {
  if (!line.startsWith('{')) return undefined;
  const { type, diagnostic, change, hook } = JSON.parse(line) as RawMessage;
  if (type === 'diagnostic' && diagnostic !== undefined) return { type, diagnostic };
  if ((type === 'planned_change' || type === 'resource_drift') && change !== undefined)
    return { type, change: { address: change.resource.addr, action: change.action, reason: change.reason } };
  if (type === 'refresh_complete') return { type: 'refreshed' };
  if (type === 'apply_complete' && hook?.action !== 'read') return { type: 'applied' };
  return undefined;
}

/** The resource a diagnostic is about; for a condition that doesn't hold, Terraform tells it beside the code alone. */
export function addressOf({ address, snippet }: Diagnostic): string | undefined {
  return address ?? /^resource\.([^.]+\.[^.]+)/.exec(snippet?.context ?? '')?.[1];
}

/** A diagnostic as Terraform words it. */
export function renderDiagnostic({ severity, summary, detail, address, range, snippet }: Diagnostic): string {
  return [
    `${severity === 'error' ? 'Error' : 'Warning'}: ${summary}`,
    address && `  with ${address}`,
    range && `  on ${range.filename} line ${range.start.line}`,
    snippet && `    ${snippet.code.trim()}`,
    // What Terraform advises here is to take the protection off.
    summary === 'Instance cannot be destroyed' ? undefined : detail,
  ]
    .filter(Boolean)
    .join('\n');
}
