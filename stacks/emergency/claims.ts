/** What Entra says of a person to the AWS console, in the words of AWS's SAML attributes. */
import { readClaims, renderClaims } from '../entra/claims-mapping.js';

const ATTRIBUTES = 'https://aws.amazon.com/SAML/Attributes';
const SESSION_DURATION = `${ATTRIBUTES}/SessionDuration`;

/** A claims mapping policy's definition. The user principal name is what AWS's logs call the person by. */
export const renderEmergencyClaims = (sessionSeconds: number): string =>
  renderClaims([
    { Source: 'user', ID: 'assignedroles', SamlClaimType: `${ATTRIBUTES}/Role` },
    { Source: 'user', ID: 'userprincipalname', SamlClaimType: `${ATTRIBUTES}/RoleSessionName` },
    { Source: 'user', ID: 'userprincipalname', SamlClaimType: `${ATTRIBUTES}/SourceIdentity` },
    { Value: String(sessionSeconds), SamlClaimType: SESSION_DURATION },
  ]);

/** How long a session lasts by such a definition, in seconds; undefined where it doesn't say. */
export function readSessionDuration(definition: string): number | undefined {
  const value = readClaims(definition).find(({ SamlClaimType: type }) => type === SESSION_DURATION)?.Value;
  return value === undefined ? undefined : Number(value);
}
