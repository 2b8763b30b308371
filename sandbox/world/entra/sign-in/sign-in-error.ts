/** What Entra's sign-in page says when it refuses. */

/**
 * An error with Entra's code and words, as people report them (without trace id, correlation id and time). Where only
 * the code is known from "Microsoft Entra authentication and authorization error codes", the function says so.
 */
export class SignInError extends Error {
  constructor(
    readonly code: string,
    text: string,
  ) {
    super(`${code}: ${text}`);
  }
}

/** Entra hides the address that was typed, in just these words. */
export const unknownUser = (tenantId: string): SignInError =>
  new SignInError(
    'AADSTS50034',
    `The user account {EmailHidden} does not exist in the ${tenantId} directory. ` +
      'To sign into this application, the account must be added to the directory.',
  );

export const wrongPassword = (): SignInError =>
  new SignInError('AADSTS50126', 'Error validating credentials due to invalid username or password.');

export const disabledUser = (): SignInError =>
  new SignInError('AADSTS50057', 'The user account is disabled.');

export const noRequest = (): SignInError =>
  new SignInError(
    'AADSTS750054',
    'SAMLRequest or SAMLResponse must be present as query string parameters in HTTP request for SAML Redirect binding.',
  );

export const invalidRequest = (): SignInError =>
  new SignInError('AADSTS75005', 'The request is not a valid Saml2 protocol message.');

export const invalidRequestId = (id: string): SignInError =>
  new SignInError(
    'AADSTS7500529',
    `The value '${id}' is not a valid SAML ID. The ID must not begin with a number.`,
  );

export const unknownApplication = (identifier: string, tenant: string): SignInError =>
  new SignInError(
    'AADSTS700016',
    `Application with identifier '${identifier}' was not found in the directory '${tenant}'. This can happen if the ` +
      'application has not been installed by the administrator of the tenant or consented to by any user in the ' +
      'tenant. You may have sent your authentication request to the wrong tenant.',
  );

export const disabledApplication = (appId: string, name: string): SignInError =>
  new SignInError('AADSTS7000112', `Application '${appId}'(${name}) is disabled.`);

export const unknownReplyUrl = (replyUrl: string, identifier: string): SignInError =>
  new SignInError(
    'AADSTS50011',
    `The reply URL '${replyUrl}' specified in the request does not match the reply URLs configured for the application ` +
      `'${identifier}'. Make sure the reply URL sent in the request matches one added to your application in the ` +
      'Azure portal. Navigate to https://aka.ms/urlMismatchError to learn more about how to fix this.',
  );

export const noReplyUrl = (): SignInError =>
  new SignInError('AADSTS500113', 'No reply address is registered for the application.');

export const unassignedUser = (appId: string, name: string, userPrincipalName: string): SignInError =>
  new SignInError(
    'AADSTS50105',
    `Your administrator has configured the application ${name} ('${appId}') to block users unless they are ` +
      `specifically granted ('assigned') access to the application. The signed in user '${userPrincipalName}' is ` +
      'blocked because they are not a direct member of a group with access, nor had access directly assigned by an ' +
      'administrator. Please contact your administrator to assign access to this application.',
  );

export const mfaDemanded = (appId: string): SignInError =>
  new SignInError(
    'AADSTS50076',
    'Due to a configuration change made by your administrator, or because you moved to a new location, you must use ' +
      `multi-factor authentication to access '${appId}'.`,
  );

export const mfaExpired = (appId: string): SignInError =>
  new SignInError(
    'AADSTS50078',
    'Presented multi-factor authentication has expired due to policies configured by your administrator, you must ' +
      `refresh your multi-factor authentication to access '${appId}'.`,
  );

/** Entra says it of a refresh token. Of a person it asks the password again, and says nothing. */
export const signInExpired = (since: Date, seconds: number): SignInError =>
  new SignInError(
    'AADSTS70043',
    'The refresh token has expired or is invalid due to sign-in frequency checks by conditional access. The token ' +
      `was issued on ${since.toISOString()} and the maximum allowed lifetime for this request is ${seconds}.`,
  );

/** That Entra says it also where certificates stand, and none is active, is UNVERIFIED. */
export const noSigningKey = (): SignInError => new SignInError('AADSTS50003', 'No signing key configured.');

/** For what the real sign-in can do and this one can't. */
export const notModelled = (what: string): SignInError =>
  new SignInError('NotImplemented', `The sandbox does not model ${what}.`);
