/** A set of accounts as the targets of an access line: units and tags where they fit exactly, handles otherwise. */
import type { AccountIndex } from '../../model/targets.js';
import { MAX_EXCEPT, sizeOf, type Targets, TargetSearch, textsOf } from './target-search.js';

export interface FinderOptions {
  /** Whether `ou:/` may be written. */
  readonly wholeRoot: boolean;
  /** Whether a suspended account without the grants is kept out of units and tags, too. */
  readonly mindSuspended: boolean;
}

/** Finds targets for sets of active accounts, each of an organization's whole set of today. */
export class TargetFinder {
  /** What it finds reaches suspended accounts as they come. */
  private readonly loose: TargetSearch;
  /** Undefined where there is nothing to mind. */
  private readonly exact: TargetSearch | undefined;

  constructor(index: AccountIndex, { wholeRoot, mindSuspended }: FinderOptions) {
    const isSuspended = (handle: string) => index.handles.get(handle)?.status === 'suspended';
    const texts = [...textsOf(index)].filter((text) => wholeRoot || !/^ou:\/\*?$/.test(text));
    this.loose = new TargetSearch(index, texts, (handle) => !isSuspended(handle));
    this.exact =
      mindSuspended && [...index.handles.keys()].some(isSuspended)
        ? new TargetSearch(index, texts, () => true)
        : undefined;
  }

  /**
   * They select the wanted accounts and no other active one. A suspended one would get the grants when it is reinstated:
   * one that hasn't got them is not selected, unless keeping it out takes more than two entries.
   *
   * @param suspended Suspended accounts that have the grants.
   */
  find(wanted: ReadonlySet<string>, suspended: ReadonlySet<string>): Targets {
    const loose = this.loose.find(wanted);
    const exact = this.exact?.find(wanted, suspended) ?? loose;
    return sizeOf(exact) - sizeOf(loose) > MAX_EXCEPT ? loose : exact;
  }
}
