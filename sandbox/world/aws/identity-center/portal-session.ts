/** A person signed in to the access portal. */
export interface PortalSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly userName: string;
  readonly expires: Date;
  /** Session tags by key. */
  readonly tags: ReadonlyMap<string, string>;
}
