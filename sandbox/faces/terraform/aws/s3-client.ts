/** S3 as one provider configuration calls it: a server outside the sandbox, which has no S3 of its own. */
import type { S3 } from '@aws-sdk/client-s3';
import type { Attributes, Connection } from '../resource.js';
import { text } from './attributes.js';
import { CallError } from './failures.js';

/** The client's methods that take one input and give a promise. */
type Operation = Extract<keyof S3, `${'create' | 'delete' | 'get' | 'head' | 'put'}${string}`>;

/**
 * Calls an operation at the server that the sandbox's own environment names, as the real provider does.
 * @throws CallError where S3 refuses, Error where there is no server.
 */
export async function callS3<Output>(
  connection: Connection,
  attributes: Attributes,
  operation: Operation,
  input: object,
): Promise<Output> {
  const client = await s3Client(connection, attributes);
  try {
    return await (client[operation] as (input: object) => Promise<Output>).call(client, input);
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    if ($metadata === undefined) throw error;
    const api = operation.charAt(0).toUpperCase() + operation.slice(1);
    throw new CallError(
      name,
      `operation error S3: ${api}, https response error StatusCode: ${$metadata.httpStatusCode}, api error ${name}: ${message}`,
    );
  } finally {
    client.destroy();
  }
}

/** Loaded only where it is wanted. Any keys do: the server isn't AWS. */
async function s3Client({ config }: Connection, attributes: Attributes): Promise<S3> {
  const endpoint = process.env['AWS_ENDPOINT_URL_S3'];
  if (!endpoint)
    throw new Error(
      'The sandbox has no S3 of its own: start it with AWS_ENDPOINT_URL_S3, the address of a server of S3’s API.',
    );
  const { S3: Client } = await import('@aws-sdk/client-s3');
  return new Client({
    endpoint,
    region: text(attributes, 'region') || text(config, 'region'),
    forcePathStyle: true,
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
  });
}

/** Null where S3 refuses with one of these codes: what was asked for isn't there. */
export async function unlessMissing<Result>(
  doing: Promise<Result>,
  ...codes: readonly string[]
): Promise<Result | null> {
  try {
    return await doing;
  } catch (error) {
    if (error instanceof CallError && codes.includes(error.code)) return null;
    throw error;
  }
}
