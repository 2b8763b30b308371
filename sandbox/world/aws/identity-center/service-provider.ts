/** AWS's own side of SAML, as Identity Center's console offers it for download. */
import { deflateRawSync } from 'node:zlib';
import { randomUUID } from 'node:crypto';
import { guidOf } from '../../ids.js';
import type { AwsSeed } from '../../seed.js';
import { assertionConsumerUrls, identityCenterEntityId, portalUrl } from '../saml/endpoints.js';
import { escapeXml, NAMESPACE } from '../saml/xml.js';

export interface ServiceProvider {
  readonly entityId: string;
  /** The default one first. */
  readonly assertionConsumerUrls: readonly string[];
  readonly portalUrl: string;
}

/** The one NameID format that Identity Center takes (user guide, "Using SAML and SCIM identity federation …"). */
export const EMAIL_ADDRESS = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';

/** Of a seed that names no tenant, it is made of the identity store's id. */
export function serviceProviderOf({ region, identityStoreId, signIn }: AwsSeed): ServiceProvider {
  return {
    entityId: identityCenterEntityId(region, identityStoreId),
    assertionConsumerUrls: assertionConsumerUrls(region, signIn?.tenant ?? guidOf('acs', identityStoreId)),
    portalUrl: portalUrl(region, signIn?.portalAlias ?? identityStoreId),
  };
}

export const renderMetadata = ({ entityId, assertionConsumerUrls: urls }: ServiceProvider): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<md:EntityDescriptor xmlns:md="${NAMESPACE.metadata}" entityID="${escapeXml(entityId)}">`,
    `  <md:SPSSODescriptor AuthnRequestsSigned="false" WantAssertionsSigned="true" protocolSupportEnumeration="${NAMESPACE.protocol}">`,
    `    <md:NameIDFormat>${EMAIL_ADDRESS}</md:NameIDFormat>`,
    ...urls.map(
      (url, index) =>
        `    <md:AssertionConsumerService Binding="${POST}" Location="${escapeXml(url)}" index="${index}"${index === 0 ? ' isDefault="true"' : ''}/>`,
    ),
    '  </md:SPSSODescriptor>',
    '</md:EntityDescriptor>',
    '',
  ].join('\n');

export interface AuthnRequest {
  readonly id: string;
  /** As the HTTP-Redirect binding has it: deflated, base64. */
  readonly samlRequest: string;
}

/** Unsigned, as the metadata says. */
export function createAuthnRequest(
  { entityId, assertionConsumerUrls: [url = ''] }: ServiceProvider,
  destination: string,
  now: Date,
): AuthnRequest {
  const id = `aws_${randomUUID()}`;
  const xml =
    `<samlp:AuthnRequest xmlns:samlp="${NAMESPACE.protocol}" xmlns:saml="${NAMESPACE.assertion}" ID="${id}" Version="2.0"` +
    ` IssueInstant="${now.toISOString()}" Destination="${escapeXml(destination)}" ProtocolBinding="${POST}"` +
    ` AssertionConsumerServiceURL="${escapeXml(url)}"><saml:Issuer>${escapeXml(entityId)}</saml:Issuer>` +
    `<samlp:NameIDPolicy Format="${EMAIL_ADDRESS}" AllowCreate="true"/></samlp:AuthnRequest>`;
  return { id, samlRequest: deflateRawSync(xml).toString('base64') };
}
