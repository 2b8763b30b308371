/** What a cloud refuses or fails to answer, told with the request that it was. */
import { InterruptedError } from '../interrupted-error.js';
import { OutsideError } from '../outside-error.js';

/** `unauthenticated`: who asks isn't known to the cloud, so nothing that is asked will be answered. */
export type CloudErrorKind = 'unauthenticated' | 'denied' | 'not-found' | 'unreachable' | 'failed';

export class CloudError extends OutsideError {
  /** @param request The operation, such as `sso-admin ListInstances` or `GET /v1.0/groups`. */
  constructor(
    readonly kind: CloudErrorKind,
    cloud: 'AWS' | 'Microsoft Graph',
    readonly request: string,
    output: string,
  ) {
    const hint = kind === 'unauthenticated' ? `\n  ${SIGN_IN[cloud]}` : '';
    super(`${cloud} ${SAYS[kind]}: ${request}${hint}`, request, output);
  }
}

const SAYS: Record<CloudErrorKind, string> = {
  unauthenticated: 'doesn’t take the caller’s credentials, or there are none',
  denied: 'refuses this to the caller',
  'not-found': 'doesn’t have what was asked for',
  unreachable: 'can’t be reached',
  failed: 'failed',
};

const SIGN_IN = {
  AWS: 'Sign in to AWS again, for example with: aws sso login',
  'Microsoft Graph':
    'Set ARM_TENANT_ID, ARM_CLIENT_ID and a secret, certificate or OIDC; or sign in with: az login',
};

/** What a refused request takes: it may be the role that was to be assumed for it. */
export const neededFor = ({ request }: CloudError, permissions: string): string =>
  request.startsWith(ASSUME_ROLE) ? `sts:AssumeRole of ${request.slice(ASSUME_ROLE.length)}` : permissions;

/** What the request of a role's credentials begins with; its ARN follows. */
export const ASSUME_ROLE = 'sts AssumeRole ';

/** Throws a CloudError in place of what the clients throw. An interrupt goes through. */
export async function askAws<T>(request: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // A request that needed credentials of a role fails with what the role's request failed with.
    if (error instanceof InterruptedError || error instanceof CloudError) throw error;
    const { name = '', message = '' } = error as Error;
    throw new CloudError(awsKind(error), 'AWS', request, `${name}: ${message}`);
  }
}

/** The same for Microsoft Graph. */
export async function askGraph<T>(request: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    const {
      statusCode = -1,
      code = '',
      message = '',
    } = error as Partial<Record<'statusCode', number>> & Partial<Record<'code' | 'message', string>>;
    const { message: cause } = Object((error as Error).cause) as Partial<Error>;
    const said = [code, message, cause].filter(Boolean).join(': ');
    throw new CloudError(graphKind(statusCode, code), 'Microsoft Graph', request, said);
  }
}

function awsKind(error: unknown): CloudErrorKind {
  const { name = '', $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
  if (UNKNOWN_CALLER.test(name)) return 'unauthenticated';
  if (/^(AccessDenied|Unauthorized)/.test(name)) return 'denied';
  if (/NotFound|NoSuchEntity/.test(name)) return 'not-found';
  return $metadata?.httpStatusCode === undefined ? 'unreachable' : 'failed';
}

const UNKNOWN_CALLER =
  /^(UnrecognizedClient|InvalidClientTokenId|ExpiredToken|CredentialsProvider|TokenProvider|InvalidSignature|SignatureDoesNotMatch)/;

/** An error of the credentials comes through Graph's client by its name, and without a status. */
function graphKind(status: number, code: string): CloudErrorKind {
  if (status === 401 || (status === -1 && /Authentication|CredentialUnavailable/.test(code)))
    return 'unauthenticated';
  if (status === 403) return 'denied';
  if (status === 404) return 'not-found';
  return status === -1 ? 'unreachable' : 'failed';
}
