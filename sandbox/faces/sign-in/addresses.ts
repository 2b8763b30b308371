/** Where the page of a public address is on loopback: `https://<host>/<path>` is at `<origin>/<host>/<path>`. */
export class Addresses {
  /** @param origin Such as `http://127.0.0.1:8080`. */
  constructor(readonly origin: string) {}

  /** Always on loopback, whatever the address. @throws Error for one that is not https. */
  of(publicUrl: string): string {
    const { protocol, host, pathname, search, hash } = new URL(publicUrl);
    if (protocol !== 'https:') throw new Error(`Not a public address: ${publicUrl}`);
    return `${this.origin}/${host}${pathname}${search}${hash}`;
  }
}

/** The path on loopback as routes want it: with or without a slash at its end is the same to them. */
export function routeOf(publicUrl: string): string {
  const { host, pathname } = new URL(publicUrl);
  return `/${host}${pathname}`.replace(/\/$/, '');
}
