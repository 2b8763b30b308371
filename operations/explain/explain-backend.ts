/** Why a state's backend lets nobody in, in config words with what to do. */

interface Explanation {
  readonly sign: RegExp;
  readonly text: string;
}

/** Each sign is how a backend of Terraform 1.11 or OpenTofu 1.10 words it, its line breaks taken out. */
const EXPLANATIONS: readonly Explanation[] = [
  {
    sign: /address argument is required/,
    text: [
      'The state has no address: TF_HTTP_ADDRESS is not set, and the config names no `state.http.address`.',
      '  For the sandbox’s state, `federation sandbox --keep` prints the variables to export.',
    ].join('\n'),
  },
  {
    sign: /S3 bucket "[^"]*" does not exist|NoSuchBucket/,
    text: [
      'The bucket of the state doesn’t exist.',
      '  Correct `state.s3.bucket`, look at whose credentials these are, or have `federation bootstrap` make it.',
    ].join('\n'),
  },
  {
    sign: /No valid credential sources found|failed to refresh cached credentials/i,
    text: 'There are no credentials for the state’s bucket.\n  Sign in to AWS (aws sso login), or set AWS_PROFILE.',
  },
  {
    sign: /ExpiredToken|InvalidAccessKeyId|InvalidClientTokenId|SignatureDoesNotMatch/,
    text: 'AWS doesn’t take the credentials for the state’s bucket.\n  Sign in again, and look at AWS_PROFILE.',
  },
  {
    sign: /AccessDenied|StatusCode: 403/,
    text: [
      'AWS refuses the state’s bucket to these credentials.',
      '  Look at `state.s3.role`, and at the policies of the bucket and of its KMS key.',
    ].join('\n'),
  },
  {
    sign: /HTTP remote state endpoint (requires auth|invalid auth)/,
    text: [
      'The server of the state doesn’t take the credentials.',
      '  Set TF_HTTP_USERNAME and TF_HTTP_PASSWORD to those of this state.',
    ].join('\n'),
  },
  {
    // Where there is no answer at all, a colon and the reason follow.
    sign: /giving up after \d+ attempt\(s\)(?!:)/,
    text: [
      'The state can’t be reached.',
      '  Its server answers, with an error of its own (5xx): look at what it logs, and at the address in the config; then run this again.',
    ].join('\n'),
  },
  {
    sign: /connection refused|no such host|giving up after|i\/o timeout|request send failed/,
    text: [
      'The state can’t be reached.',
      '  Look at its address in the config, at the network, and whether it is up; then run this again.',
    ].join('\n'),
  },
];

/** `said` is all that Terraform said; undefined where its own words are all there is to say. */
export function explainBackend(said: string): string | undefined {
  const text = said.replace(/\s+/g, ' ');
  return EXPLANATIONS.find(({ sign }) => sign.test(text))?.text;
}
