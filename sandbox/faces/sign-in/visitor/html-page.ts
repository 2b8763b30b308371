/** A page that a visitor is at, taken apart. */
import { DOMParser } from '@xmldom/xmldom';

/** A form: where it goes, how, and what it says until somebody changes it. */
export interface Form {
  readonly action: string;
  readonly method: 'GET' | 'POST';
  readonly fields: Readonly<Record<string, string>>;
}

/** An element with what is in it. */
export class HtmlElement {
  constructor(private readonly element: Element) {}

  get text(): string {
    return (this.element.textContent ?? '').trim().replace(/\s+/g, ' ');
  }

  /** Empty where the element hasn't this attribute. */
  attribute(name: string): string {
    return this.element.getAttribute(name) ?? '';
  }

  /** The elements with this attribute, in the page's order. */
  having(attribute: string): HtmlElement[] {
    return this.elements('*').filter(({ element }) => element.hasAttribute(attribute));
  }

  elements(tag: string): HtmlElement[] {
    return Array.from(this.element.getElementsByTagName(tag), (element) => new HtmlElement(element));
  }
}

export class HtmlPage extends HtmlElement {
  constructor(
    readonly address: string,
    readonly status: number,
    source: string,
  ) {
    super(new DOMParser().parseFromString(source, 'text/html').documentElement);
  }

  get heading(): string {
    return this.elements('h1')[0]?.text ?? '';
  }

  /** Why somebody was refused, where that is what the page tells. */
  get refusal(): string | undefined {
    const parts = this.having('data-refused').map(({ text }) => text);
    return parts.length === 0 ? undefined : parts.join(' ');
  }

  /** By its `data-form`. What has to be chosen first is no field yet. */
  form(name: string): Form | undefined {
    const form = this.elements('form').find((each) => each.attribute('data-form') === name);
    if (form === undefined) return undefined;
    const inputs = form.elements('input').filter((input) => input.attribute('type') !== 'radio');
    return {
      action: new URL(form.attribute('action') || this.address, this.address).href,
      method: form.attribute('method') === 'post' ? 'POST' : 'GET',
      fields: Object.fromEntries(inputs.map((input) => [input.attribute('name'), input.attribute('value')])),
    };
  }
}
