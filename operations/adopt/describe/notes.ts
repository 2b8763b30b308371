/** What a description says beside the config. */
import { listAll } from '../../../model/text.js';
import type { Unexpressed } from '../draft.js';

export class Notes {
  readonly unexpressed: Unexpressed[] = [];
  /** What somebody should know of what is in the config, or of the clouds as they are: whole sentences. */
  readonly remarks: string[] = [];

  /** The config can't say it, or Terraform would change it. */
  leaveOut(what: string, where: string, why: string): void {
    this.unexpressed.push({ what, where, why });
  }

  remark(text: string): void {
    this.remarks.push(text);
  }
}

/** Where things were found. */
export const IDENTITY_CENTER = 'IAM Identity Center';
export const ENTRA = 'Entra';

const LISTED = 20;

/** Thousands of people may be assigned by name. */
export const listSome = (names: readonly string[]): string =>
  names.length <= LISTED
    ? listAll(names)
    : `${names.slice(0, LISTED).join(', ')} and ${names.length - LISTED} more`;
