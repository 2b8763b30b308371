/** Signatures of requests: AWS Signature Version 4, in the header `Authorization`. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { HttpRequest } from '@smithy/core/protocols';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';

export interface Authorization {
  readonly accessKeyId: string;
  readonly region: string;
  /** As the credential scope names it. */
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly time: Date;
}

/** A request with all of its body. */
export interface SignedRequest {
  readonly message: Pick<IncomingMessage, 'method' | 'url' | 'headers'>;
  readonly body: Buffer;
}

const HEADER =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;

/** What the header says, or nothing where it isn't one. */
export function parseAuthorization({ headers }: SignedRequest['message']): Authorization | undefined {
  const [, accessKeyId = '', region = '', service = '', signed = '', signature = ''] =
    HEADER.exec(headers.authorization ?? '') ?? [];
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(headers['x-amz-date'])) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  const signedHeaders = signed.split(';');
  if (signature === '' || year === undefined || !signedHeaders.includes('host')) return undefined;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return { accessKeyId, region, service, signedHeaders, signature, time };
}

/**
 * Whether the request was signed with the secret key. How old it is isn't looked at: the world's clock may be ahead of
 * the machine's.
 */
export async function isSignedWith(
  secretAccessKey: string,
  { accessKeyId, region, service, signedHeaders, signature, time }: Authorization,
  { message, body }: SignedRequest,
): Promise<boolean> {
  const digest = message.headers['x-amz-content-sha256'];
  if (digest !== undefined && digest !== createHash('sha256').update(body).digest('hex')) return false;
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey },
    region,
    service,
    sha256: Hash.bind(null, 'sha256'),
    applyChecksum: false,
  });
  const headers = signedHeaders.map((name) => [name, String(message.headers[name] ?? '')]);
  const { pathname, searchParams } = new URL(message.url ?? '/', 'http://localhost');
  const request = new HttpRequest({
    method: message.method ?? 'POST',
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: Object.fromEntries(headers) as Record<string, string>,
    body,
  });
  const signed = await signer.sign(request, { signingDate: time, signableHeaders: new Set(signedHeaders) });
  const [, expected = ''] = /Signature=([0-9a-f]{64})$/.exec(signed.headers['authorization'] ?? '') ?? [];
  return timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
}
