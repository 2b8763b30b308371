/** An id that another system knows a user or group by. */
export interface ExternalId {
  readonly Issuer: string;
  readonly Id: string;
}

/** Which issuer AWS gives the external ids that came by SCIM isn't known. */
const ISSUER = 'SCIM';

/** What was provisioned has one. */
export const externalIds = ({
  externalId,
}: {
  readonly externalId?: string | undefined;
}): { readonly ExternalIds?: readonly ExternalId[] } =>
  externalId === undefined ? {} : { ExternalIds: [{ Issuer: ISSUER, Id: externalId }] };
