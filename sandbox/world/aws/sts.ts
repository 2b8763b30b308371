import { createHash } from 'node:crypto';
import { createCredentials } from './saml/credentials.js';
import { assumeRoleWithSaml, type AssumeRoleWithSamlInput } from './saml/role-session.js';
import type { Session } from './state.js';

const FORMAT_PREFIX = 'urn:oasis:names:tc:SAML:2.0:nameid-format:';

/** sts: who the caller is, and roles for people of a SAML provider. */
export const stsOperations = {
  /** The caller's `UserId` isn't AWS's: it is the last part of the ARN. */
  GetCallerIdentity({ caller }: Session) {
    return { Account: caller.account, Arn: caller.arn, UserId: caller.arn.split('/').slice(1).join(':') };
  },

  /**
   * Needs no credentials: who calls is of no account. Session policies aren't modelled.
   *
   * @throws AwsError InvalidIdentityToken, ExpiredTokenException, IDPRejectedClaim, AccessDenied, ValidationError
   */
  AssumeRoleWithSAML({ state }: Session, input: AssumeRoleWithSamlInput) {
    const { role, account, assertion, sessionName, sourceIdentity, expires } = assumeRoleWithSaml(
      state,
      input,
    );
    const { issuer, nameId, recipient } = assertion;
    return {
      Credentials: createCredentials(expires),
      AssumedRoleUser: {
        AssumedRoleId: `${role.id}:${sessionName}`,
        Arn: assumedRoleArn(role.arn, sessionName),
      },
      Subject: nameId.value,
      SubjectType: nameId.format.replace(FORMAT_PREFIX, ''),
      Issuer: issuer,
      Audience: recipient,
      NameQualifier: nameQualifier(issuer, account.id, input.PrincipalArn),
      ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
    };
  },
};

/** A role's path is no part of it. */
export const assumedRoleArn = (roleArn: string, sessionName: string): string =>
  roleArn.replace(
    /^(arn:[^:]+):iam::(\d+):role\/(?:.*\/)?([^/]+)$/,
    `$1:sts::$2:assumed-role/$3/${sessionName}`,
  );

/** As the API reference makes it. */
const nameQualifier = (issuer: string, account: string, providerArn: string): string =>
  createHash('sha1')
    .update(`${issuer}${account}/${providerArn.split('/').at(-1)}`)
    .digest('base64');
