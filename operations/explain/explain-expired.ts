/** Credentials that a cloud no longer takes: every object fails with them, and the same words are told once. */
import type { Diagnostic } from '../terraform-message.js';

/** As Microsoft Graph and AWS say it. */
const ENTRA = /InvalidAuthenticationToken|Lifetime validation failed, the token is expired/;
const AWS = /\bExpiredToken(Exception)?\b/;

/** Undefined for whatever else fails. */
export function explainExpired({
  summary,
  detail,
}: Pick<Diagnostic, 'summary' | 'detail'>): string | undefined {
  const said = `${summary} ${detail}`;
  if (ENTRA.test(said))
    return 'Entra doesn’t take the credentials any more. Sign in again (az login), or renew ARM_CLIENT_SECRET, and run this again.';
  if (AWS.test(said))
    return 'AWS doesn’t take the credentials any more. Sign in again (such as with aws sso login), and run this again.';
  return undefined;
}
