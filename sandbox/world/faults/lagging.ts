/** Eventual consistency: what was made isn't found or listed for so many reads. */
import { AwsError } from '../aws/aws-error.js';
import type { Call } from '../calls.js';
import { notFound } from '../entra/graph-error.js';

export class Lagging {
  /** How often each id is still to be missed. */
  private readonly hidden = new Map<string, number>();

  /** Takes note of what a call has made, and returns it. */
  hide(answer: unknown, times: number): unknown {
    for (const id of idsIn(answer)) this.hidden.set(id, times);
    return answer;
  }

  clear(): void {
    this.hidden.clear();
  }

  /** @throws what the cloud says of an object that it can't find yet. */
  meet(call: Call): void {
    const id = [...this.hidden.keys()].find((each) => names(call, each));
    if (id === undefined || !this.miss(id)) return;
    throw call.cloud === 'entra'
      ? notFound(id)
      : new AwsError('ResourceNotFoundException', `PermissionSet with arn ${id} not found.`);
  }

  /** A list without what isn't everywhere yet. */
  without(answer: unknown): unknown {
    if (!Array.isArray(answer) || this.hidden.size === 0) return answer;
    return (answer as readonly { readonly id?: unknown }[]).filter(
      ({ id }) => typeof id !== 'string' || !this.miss(id),
    );
  }

  private miss(id: string): boolean {
    const left = this.hidden.get(id) ?? 0;
    if (left <= 0) return false;
    this.hidden.set(id, left - 1);
    return true;
  }
}

function names({ cloud, input }: Call, id: string): boolean {
  if (cloud === 'entra') return input[0] === id;
  const [members] = input as readonly { readonly PermissionSetArn?: string; readonly ResourceArn?: string }[];
  return members?.PermissionSetArn === id || members?.ResourceArn === id;
}

interface Made {
  readonly id?: string;
  readonly application?: Made;
  readonly servicePrincipal?: Made;
  readonly PermissionSet?: { readonly PermissionSetArn: string };
}

function idsIn(answer: unknown): string[] {
  const { id, application, servicePrincipal, PermissionSet } = answer as Made;
  return [id, application?.id, servicePrincipal?.id, PermissionSet?.PermissionSetArn].filter(
    (each) => each !== undefined,
  );
}
