/** What stands elsewhere, in the words of the config: what converters and the description of the clouds both make. */
import type { z } from 'zod';
import type { configSchema } from '../../model/config.js';

type ConfigInput = z.input<typeof configSchema>;
type Values<T> = NonNullable<T>[keyof NonNullable<T>];

export type AccountInput = Values<ConfigInput['aws']['accounts']>;
export type GroupInput = Values<ConfigInput['groups']>;
export type UserInput = Values<ConfigInput['users']>;
export type PermissionSetInput = Values<ConfigInput['permissionSets']>;
export type AccessInput = NonNullable<ConfigInput['access']>[number];

/** An account whose id may not be known. */
export type AccountDraft = Omit<AccountInput, 'id'> & { readonly id?: string };

/** A user whose user principal name may not be known. */
export interface UserDraft {
  readonly userPrincipalName?: string;
  /** What the user is called where it was found. */
  readonly known: string;
}

export type PermissionSetDraft = Omit<PermissionSetInput, 'inline'> & {
  /** The inline policy, a JSON document. */
  readonly inlinePolicy?: object;
  /** What of it is not known, in a sentence: it is not complete until a person has filled that in. */
  readonly missing?: string;
};

/** Something that was found and that the config can't say. */
export interface Unexpressed {
  /** Such as `sso_applications.Wiki`. */
  readonly what: string;
  /** Such as `terraform.tfvars:12`. */
  readonly where: string;
  /** Why it is not in the config, and what to do: whole sentences. */
  readonly why: string;
}

/** Parts that are absent were not found: a person fills them in. */
export interface ConfigDraft {
  readonly environment: string;
  readonly state?: ConfigInput['state'];
  readonly entra?: Partial<ConfigInput['entra']>;
  readonly aws?: Partial<Omit<ConfigInput['aws'], 'accounts' | 'identityCenter'>> & {
    readonly identityCenter?: Partial<ConfigInput['aws']['identityCenter']>;
  };
  /** By handle, as all that follow. */
  readonly accounts: Readonly<Record<string, AccountDraft>>;
  readonly groups: Readonly<Record<string, GroupInput>>;
  readonly users: Readonly<Record<string, UserDraft>>;
  readonly permissionSets: Readonly<Record<string, PermissionSetDraft>>;
  readonly access: readonly AccessInput[];
  readonly unexpressed: readonly Unexpressed[];
  /** What somebody should know of what is in the config: whole sentences. */
  readonly remarks?: readonly string[];
}
