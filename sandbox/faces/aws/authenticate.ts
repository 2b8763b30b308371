import type { Clock } from '../../world/clock.js';
import { AwsError } from '../../world/aws/aws-error.js';
import type { Caller } from '../../world/aws/state.js';
import type { AccessKeys } from './access-keys.js';
import type { Denial, Protocol } from './protocol.js';
import { isSignedWith, type Authorization, type SignedRequest } from './signature.js';

/** Who signed the request. Throws AwsError, as the protocol words it, for whom it doesn't let in. */
export async function authenticate(
  keys: AccessKeys,
  clock: Clock,
  protocol: Protocol,
  authorization: Authorization | undefined,
  request: SignedRequest,
): Promise<Caller> {
  const deny = (denial: Denial) => new AwsError(...protocol.denials[denial]);
  const { headers } = request.message;
  if (!authorization) throw deny(headers.authorization === undefined ? 'unsigned' : 'malformed');
  const key = keys.find(authorization.accessKeyId);
  if (!key || key.sessionToken !== headers['x-amz-security-token']) throw deny('unknownKey');
  if (!(await isSignedWith(key.secretAccessKey, authorization, request))) throw deny('wrongSignature');
  if (key.expires && clock.now() >= key.expires) throw deny('expiredKey');
  return { ...key.identity, region: authorization.region };
}
