/**
 * A note, beside the stack, of the permission sets that an apply changes. AWS changes a permission set first, and brings
 * it to the accounts that have it after that. Where only the first came about, the state and the permission set agree:
 * no plan ever shows that accounts have an older version of it.
 */
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listAll } from '../../model/text.js';
import type { Kind } from '../../stacks/names.js';
import { describeAddress } from '../explain/describe-address.js';
import { stackFolder } from '../synthesize.js';
import type { Message, PlannedChange } from '../terraform-message.js';
import type { Outcome } from './applied-steps.js';

/** A name that Terraform and cdktf take no notice of. */
const noteFile = (environment: string): string =>
  join(stackFolder(environment), 'permission-sets-under-way.txt');

/** The handles of the permission sets that an apply may not have brought to their accounts. */
export function readSetsUnderWay(environment: string): string[] {
  const file = noteFile(environment);
  if (!existsSync(file)) return [];
  return [...new Set(readFileSync(file, 'utf8').split('\n').filter(Boolean))];
}

/** Every account has what these permission sets are. */
export const forgetSetsUnderWay = (environment: string): void =>
  rmSync(noteFile(environment), { force: true });

/** What an earlier apply may have left behind, in a sentence; nothing where none did. */
export function tellSetsUnderWay(environment: string): string[] {
  const sets = readSetsUnderWay(environment);
  if (sets.length === 0) return [];
  return [
    `An earlier apply didn’t end well while it changed ${nameSets(sets)}: accounts may have an older version. At its end, federation apply ${environment} looks for them and brings them up to date.`,
  ];
}

/** Such as `permission set Developer`. */
export const nameSets = (handles: readonly string[]): string =>
  `permission set${handles.length === 1 ? '' : 's'} ${listAll(handles)}`;

/** Follows an apply, and notes the permission sets it works on for as long as it isn't known how that ends. */
export class SetsUnderWay {
  private readonly before: readonly string[];
  /** Permission sets that come or go with this plan: no account keeps an older version of them. */
  private readonly comingOrGoing = new Set<string>();

  constructor(private readonly environment: string) {
    this.before = readSetsUnderWay(environment);
  }

  take(message: Message): void {
    if (message.type === 'planned_change' && comesOrGoes(message.change))
      this.comingOrGoing.add(handleOf(message.change));
    if (message.type === 'begun') this.begin(message.address);
  }

  /**
   * The apply has ended. What it left behind stays noted, and what an apply before it did.
   *
   * @param outcome Absent where it did all that it had to.
   * @returns The handles of those that this apply leaves behind.
   */
  end({ failed, cutOff }: Pick<Outcome, 'failed' | 'cutOff'> = { failed: [], cutOff: [] }): string[] {
    const left = [...new Set([...failed, ...cutOff].flatMap(({ address }) => this.changed(address)))];
    const noted = [...new Set([...this.before, ...left])].filter((handle) => !this.comingOrGoing.has(handle));
    whereThereIsRoom(() => {
      if (noted.length === 0) forgetSetsUnderWay(this.environment);
      else writeFileSync(noteFile(this.environment), lines(noted), PRIVATE);
    });
    return left;
  }

  private begin(address: string): void {
    whereThereIsRoom(() => {
      const changed = this.changed(address);
      if (changed.length > 0) appendFileSync(noteFile(this.environment), lines(changed), PRIVATE);
    });
  }

  /** The handle of the permission set that an object is part of, where accounts may have that already. */
  private changed(address: string): string[] {
    const subject = describeAddress(address);
    const [handle = ''] = subject?.parts ?? [];
    return subject !== undefined && PARTS.includes(subject.kind) && !this.comingOrGoing.has(handle)
      ? [handle]
      : [];
  }
}

const PRIVATE = { mode: 0o600 };

const lines = (handles: readonly string[]): string => handles.map((handle) => `${handle}\n`).join('');

/** A full disk is no reason to stop in the middle: the apply itself needs no room. */
function whereThereIsRoom(write: () => void): void {
  try {
    write();
  } catch {
    // What was noted before stands.
  }
}

/** The kinds whose changes AWS brings to accounts. */
const PARTS: readonly Kind[] = ['permission-set', 'policy', 'customer-policy', 'inline-policy', 'boundary'];

const comesOrGoes = ({ address, action }: PlannedChange): boolean =>
  describeAddress(address)?.kind === 'permission-set' && ['create', 'delete', 'replace'].includes(action);

const handleOf = ({ address }: PlannedChange): string => describeAddress(address)?.parts[0] ?? '';
