/** A browser without a window: it keeps cookies, follows redirects, and sends forms. */
import { HtmlPage, type Form } from './html-page.js';

const MOST_REDIRECTS = 10;

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

export class Client {
  /** By path and name. */
  private readonly cookies = new Map<string, Cookie>();

  open(address: string): Promise<HtmlPage> {
    return this.request(address, 'GET');
  }

  /** Sends a form with its own fields, some of them changed. */
  send(form: Form, changes: Readonly<Record<string, string>> = {}): Promise<HtmlPage> {
    const fields = new URLSearchParams({ ...form.fields, ...changes });
    if (form.method === 'POST') return this.request(form.action, 'POST', fields);
    const address = new URL(form.action);
    address.search = fields.toString();
    return this.open(address.href);
  }

  /** Sends forms on for as long as pages have one that sends itself. */
  async pass(page: HtmlPage): Promise<HtmlPage> {
    const form = page.form('self-submitting');
    return form ? this.pass(await this.send(form)) : page;
  }

  private async request(address: string, method: string, body?: URLSearchParams): Promise<HtmlPage> {
    const first = new URL(address);
    let [url, request] = [first, { method, body }];
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const response = await fetch(url, {
        ...request,
        redirect: 'manual',
        headers: { cookie: this.cookiesFor(url), origin: first.origin },
      });
      this.keepCookies(response.headers.getSetCookie());
      const location = response.headers.get('location');
      const text = await response.text();
      if (location === null) return new HtmlPage(url.href, response.status, text);
      [url, request] = [new URL(location, url), { method: 'GET', body: undefined }];
      if (url.origin !== first.origin) throw new Error(`${first.href} leads away, to ${url.href}`);
    }
    throw new Error(`${first.href} redirects without an end.`);
  }

  private cookiesFor({ pathname }: URL): string {
    return [...this.cookies.values()]
      .filter(({ path }) => pathname === path || pathname.startsWith(`${path.replace(/\/$/, '')}/`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  private keepCookies(headers: readonly string[]): void {
    for (const header of headers) {
      const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      const path = attributes.find((each) => /^path=/i.test(each))?.slice('path='.length) ?? '/';
      const key = `${path} ${name}`;
      if (attributes.some((each) => /^max-age=0$/i.test(each))) this.cookies.delete(key);
      else this.cookies.set(key, { name, value, path });
    }
  }
}
