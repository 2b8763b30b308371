/** Session tags as claims: how Entra sends them and AWS takes them. */
import type { EntraConfig } from '../../model/config.js';
import { compareText } from '../../model/text.js';
import { readClaims, renderClaims } from './claims-mapping.js';

/** What AWS takes for a session tag: this and the tag’s key. */
const SESSION_TAG = 'https://aws.amazon.com/SAML/Attributes/AccessControl:';

/** A claims mapping policy's definition, the same text whatever the order in the config. */
export const renderSessionTags = (attributes: NonNullable<EntraConfig['attributes']>): string =>
  renderClaims(
    Object.entries(attributes)
      .sort(([a], [b]) => compareText(a, b))
      .map(([key, attribute]) => ({ Source: 'user', ID: attribute, SamlClaimType: `${SESSION_TAG}${key}` })),
  );

/** The user's attribute of each key in such a definition. */
export const readSessionTags = (definition: string): Map<string, string> =>
  new Map(
    readClaims(definition).flatMap(({ ID = '', SamlClaimType: type }) =>
      type.startsWith(SESSION_TAG) ? [[type.slice(SESSION_TAG.length), ID] as const] : [],
    ),
  );
