/** Secrets in the addresses that the environment gives Terraform's HTTP backend, which repeats them in its errors. */

const ADDRESSES = ['TF_HTTP_ADDRESS', 'TF_HTTP_LOCK_ADDRESS', 'TF_HTTP_UNLOCK_ADDRESS'];

const HIDDEN = '(hidden)';

/** A URL in a text or in JSON, where Go writes `&` as a code. */
const URLS = /https?:\/\/(?:[^\s"'<>\\]|\\u0026)+/gi;

/**
 * Makes what hides, in what Terraform says, the user information and the values of the query in each URL of these
 * addresses' hosts. An address that is no URL is hidden whole.
 */
export function createAddressHider(variables: NodeJS.ProcessEnv): (said: string) => string {
  const addresses = ADDRESSES.flatMap((name) => variables[name] || []);
  const hosts = addresses.flatMap((address) => hostOf(address) ?? []);
  const others = addresses.filter((address) => hostOf(address) === undefined);
  if (addresses.every((address) => !/[?@]/.test(address))) return (said) => said;
  return (said) =>
    others
      .reduce((text, address) => text.replaceAll(address, HIDDEN), said)
      .replace(URLS, (url) => (hosts.includes(hostOf(url) ?? '') ? hideIn(url) : url));
}

/** In a text a URL may end with what isn't of it. */
function hostOf(url: string): string | undefined {
  const [, host] = /^https?:\/\/(?:[^/?#]*@)?([^/?#@\\]+)/i.exec(url) ?? [];
  return host?.toLowerCase().replace(/[:,.]$/, '');
}

function hideIn(url: string): string {
  const [before = '', query] = url.split(/\?(.*)/s);
  const named = before.replace(/^([a-z]+:\/\/)[^/]*@/i, `$1${HIDDEN}@`);
  if (query === undefined) return named;
  // A value without a name may be the secret itself.
  const hidden = query.replace(/(^|&|\\u0026)([^=&\\]*=)?(?:(?!\\u0026)[^&])+/g, `$1$2${HIDDEN}`);
  return `${named}?${hidden}`;
}
