/** What a person sees where AWS lets them no further: on Identity Center's page, or on the console's. */
export class PortalError extends Error {
  /**
   * @param headline The page's own.
   * @param detail What the page says beyond it; empty where that is nothing.
   * @param reason What is wrong, which a page of AWS's doesn't tell: a sentence of the sandbox's own.
   */
  constructor(
    readonly headline: string,
    readonly detail: string,
    readonly reason: string,
  ) {
    super([headline, ...(detail === '' ? [] : [detail]), `Sandbox: ${reason}`].join(' '));
    this.name = 'PortalError';
  }
}
