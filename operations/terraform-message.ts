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
  /** Such as `create`, `update`, `replace`, `delete`, `read`, `move`, `remove`; `import` where taking it over is all. */
  readonly action: string;
  /** Why, where Terraform says, such as `tainted` or `replace_by_triggers`. */
  readonly reason?: string;
  /** It is taken over from a cloud first. */
  readonly importing?: true;
}

export type Message =
  | { readonly type: 'diagnostic'; readonly diagnostic: Diagnostic }
  | { readonly type: 'planned_change'; readonly change: PlannedChange }
  /** What happened to an object outside of Terraform. */
  | { readonly type: 'resource_drift'; readonly change: PlannedChange }
  /** Names of outputs that stand and get another value. */
  | { readonly type: 'outputs'; readonly changed: readonly string[] }
  | { readonly type: 'refreshed' }
  /** A step of an apply: a replacement is two. */
  | { readonly type: 'begun' | 'applied' | 'failed'; readonly address: string; readonly action: string }
  /** The state, which could be saved nowhere. It holds secrets. */
  | { readonly type: 'state'; readonly state: object };

const STEPS = { apply_start: 'begun', apply_complete: 'applied', apply_errored: 'failed' } as const;

interface RawMessage {
  readonly type?: string;
  readonly diagnostic?: Diagnostic;
  readonly change?: {
    readonly resource: { readonly addr: string };
    readonly action: string;
    readonly reason?: string;
    readonly importing?: object;
  };
  readonly hook?: { readonly action?: string; readonly resource?: { readonly addr: string } };
  /** Of a plan. */
  readonly outputs?: Readonly<Record<string, { readonly action?: string }>>;
  /** Only of an `Emergency state dump`, which has no type. */
  readonly state?: object;
}

/** Reads one line; undefined where it says nothing that matters here or isn't JSON. */
export function parseMessage(line: string): Message | undefined {
  if (!line.startsWith('{')) return undefined;
  const { type = '', diagnostic, change, hook, outputs = {}, state } = JSON.parse(line) as RawMessage;
  if (type === 'diagnostic' && diagnostic !== undefined) return { type, diagnostic };
  if ((type === 'planned_change' || type === 'resource_drift') && change !== undefined)
    return { type, change: readChange(change) };
  if (type === 'outputs')
    return { type, changed: Object.keys(outputs).filter((name) => outputs[name]?.action === 'update') };
  if (type === 'refresh_complete') return { type: 'refreshed' };
  if (type === '' && state !== undefined) return { type: 'state', state };
  const address = hook?.resource?.addr;
  if (address !== undefined && hook?.action !== undefined && hook.action !== 'read' && isStep(type))
    return { type: STEPS[type], address, action: hook.action };
  return undefined;
}

const readChange = ({
  resource,
  action,
  reason,
  importing,
}: NonNullable<RawMessage['change']>): PlannedChange => ({
  address: resource.addr,
  action,
  reason,
  ...(importing === undefined ? {} : { importing: true }),
});

const isStep = (type: string): type is keyof typeof STEPS => Object.hasOwn(STEPS, type);

/** The resource a diagnostic is about; for a condition that doesn't hold, Terraform tells it beside the code alone. */
export function addressOf({ address, snippet }: Diagnostic): string | undefined {
  return address ?? /^resource\.([^.]+\.[^.]+)/.exec(snippet?.context ?? '')?.[1];
}

/** Terraform's advice here: to take the protection off, and to push a file that is elsewhere by then. */
const MISLEADING = ['Instance cannot be destroyed', 'Failed to persist state to backend'];

/** A diagnostic as Terraform words it. */
export function renderDiagnostic({ severity, summary, detail, address, range, snippet }: Diagnostic): string {
  return [
    `${severity === 'error' ? 'Error' : 'Warning'}: ${summary}`,
    address && `  with ${address}`,
    range && `  on ${range.filename} line ${range.start.line}`,
    snippet && `    ${snippet.code.trim()}`,
    MISLEADING.includes(summary) ? undefined : detail,
  ]
    .filter(Boolean)
    .join('\n');
}
