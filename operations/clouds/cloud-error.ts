/** What a cloud refuses or fails to answer, told with the request that it was. */
import { InterruptedError } from '../interrupted-error.js';
import { OutsideError } from '../outside-error.js';

export type CloudErrorKind = 'denied' | 'not-found' | 'unreachable' | 'failed';

export class CloudError extends OutsideError {
  /** @param request The operation, such as `sso-admin ListInstances` or `GET /v1.0/groups`. */
  constructor(
    readonly kind: CloudErrorKind,
    cloud: 'AWS' | 'Microsoft Graph',
    readonly request: string,
    output: string,
  ) {
    super(`${cloud} ${SAYS[kind]}: ${request}`, request, output);
  }
}

const SAYS: Record<CloudErrorKind, string> = {
  denied: 'refuses this to the caller',
  'not-found': 'doesn’t have what was asked for',
  unreachable: 'can’t be reached',
  failed: 'failed',
};

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
    throw new CloudError(graphKind(statusCode), 'Microsoft Graph', request, said);
  }
}

function awsKind(error: unknown): CloudErrorKind {
  const { name = '', $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
  if (
    /^(AccessDenied|Unauthorized|UnrecognizedClient|InvalidClientTokenId|ExpiredToken|CredentialsProvider)/.test(
      name,
    )
  )
    return 'denied';
  if (/NotFound|NoSuchEntity/.test(name)) return 'not-found';
  return $metadata?.httpStatusCode === undefined ? 'unreachable' : 'failed';
}

function graphKind(status: number): CloudErrorKind {
  if (status === 401 || status === 403) return 'denied';
  if (status === 404) return 'not-found';
  return status === -1 ? 'unreachable' : 'failed';
}
