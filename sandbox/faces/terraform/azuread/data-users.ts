/** `data.azuread_users`. */
import { createHash } from 'node:crypto';
import type { User } from '../../../world/entra/objects.js';
import type { EntraTenant } from '../../../world/entra/tenant.js';
import { RefusedError, type Attributes, type DataSourceType } from '../resource.js';
import { check, conflicting, exactlyOne, guid, notEmpty, unmodelled } from './validation.js';
import { flag, texts } from './values.js';

const TYPE = 'data.azuread_users';
const KEYS = ['employee_ids', 'mail_nicknames', 'mails', 'object_ids', 'user_principal_names'];

/** How each way to name users finds them, and what it says where it doesn't. */
const LOOKUPS = [
  ['user_principal_names', 'userPrincipalName', (name: string) => `User with UPN "${name}" was not found`],
  ['object_ids', 'id', (id: string) => `User not found with object ID: "${id}"`],
  ['mail_nicknames', 'mailNickname', (name: string) => `no user(s) found with email alias: "${name}"`],
  ['mails', 'mail', (mail: string) => `User not found with mail address: "${mail}"`],
] as const;

export const dataUsers: DataSourceType = {
  type: 'azuread_users',
  defaults: { ignore_missing: false, return_all: false },

  validate: (config) => [
    ...exactlyOne(config, ...KEYS, 'return_all'),
    ...conflicting(config, 'ignore_missing', 'return_all'),
    ...KEYS.flatMap((key) => check(config[key], key, key === 'object_ids' ? guid : notEmpty)),
    ...unmodelled(config, TYPE, 'employee_ids'),
  ],

  async read({ world: { entra } }, config) {
    const users = flag(config['return_all']) ? entra.users.list() : named(entra, config);
    const names = users.map((user) => user.userPrincipalName);
    return {
      id: `users#${base64Url(names.join('/'))}`,
      employee_ids: [],
      ignore_missing: flag(config['ignore_missing']),
      mail_nicknames: users.map((user) => user.mailNickname),
      mails: users.flatMap((user) => (user.mail === null ? [] : [user.mail])),
      object_ids: users.map((user) => user.id),
      return_all: flag(config['return_all']),
      user_principal_names: names,
      users: users.map(attributes),
    };
  },
};

/** In the order of the configuration. */
function named({ users }: EntraTenant, config: Attributes): User[] {
  return LOOKUPS.flatMap(([argument, property, missing]) =>
    texts(config[argument]).flatMap((value) => {
      const matches = users.list({ [property]: value });
      if (matches.length === 0 && !flag(config['ignore_missing'])) {
        throw new RefusedError({ summary: missing(value), attribute: [argument] });
      }
      return matches;
    }),
  );
}

const base64Url = (value: string): string =>
  createHash('sha1').update(value).digest('base64').replaceAll('+', '-').replaceAll('/', '_');

const attributes = (user: User): Attributes => ({
  account_enabled: user.accountEnabled,
  display_name: user.displayName,
  employee_id: '',
  mail: user.mail ?? '',
  mail_nickname: user.mailNickname,
  object_id: user.id,
  onpremises_immutable_id: '',
  onpremises_sam_account_name: '',
  onpremises_user_principal_name: '',
  usage_location: '',
  user_principal_name: user.userPrincipalName,
});
