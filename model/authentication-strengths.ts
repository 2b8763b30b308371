/**
 * Entra's built-in authentication strengths by the names that a config gives them: their policies' ids, which are the
 * same in every tenant (the table of built-in ones in the docs of the microsoft365 provider; azuread's own tests).
 */
export const AUTHENTICATION_STRENGTHS: Readonly<Record<string, string>> = {
  mfa: '00000000-0000-0000-0000-000000000002',
  passwordless: '00000000-0000-0000-0000-000000000003',
  'phishing-resistant': '00000000-0000-0000-0000-000000000004',
};
