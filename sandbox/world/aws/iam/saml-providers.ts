/** iam: SAML identity providers in the caller's account. */
import { AwsError } from '../aws-error.js';
import type { Session } from '../state.js';
import { callersAccount, iamArn, limitExceeded, nameConstraint, satisfy } from './account.js';
import { markerPage, type MarkerInput } from './page.js';
import type { SamlProviderRecord } from './records.js';
import { parseIdentityProvider } from './saml-metadata.js';
import { addTags, removeTags, tagList, type Tag } from './tags.js';

interface ProviderInput {
  readonly SAMLProviderArn: string;
}

export interface CreateSamlProviderInput {
  readonly Name: string;
  readonly SAMLMetadataDocument: string;
  readonly Tags?: readonly Tag[];
}

/** IAM's quota at its default. */
const PROVIDERS_PER_ACCOUNT = 100;
const VALID_YEARS = 100;

/** Encryption of assertions isn't modelled. */
export const samlProviderOperations = {
  CreateSAMLProvider(session: Session, { Name, SAMLMetadataDocument, Tags = [] }: CreateSamlProviderInput) {
    const { samlProviders } = callersAccount(session);
    satisfy({ ...nameConstraint('name', Name, 128), pattern: '[\\w._-]+' }, document(SAMLMetadataDocument));
    const identityProvider = parseIdentityProvider(SAMLMetadataDocument);
    if (samlProviders.has(Name.toLowerCase()))
      throw new AwsError('EntityAlreadyExists', `Provider with name ${Name} already exists.`);
    if (samlProviders.size >= PROVIDERS_PER_ACCOUNT)
      throw limitExceeded(`Cannot exceed quota for SAMLProvidersPerAccount: ${PROVIDERS_PER_ACCOUNT}`);
    const createDate = session.state.clock.now();
    const provider: SamlProviderRecord = {
      arn: iamArn(session, `saml-provider/${Name}`),
      name: Name,
      createDate,
      validUntil: validUntil(createDate),
      metadata: SAMLMetadataDocument,
      identityProvider,
      tags: new Map(),
    };
    addTags(provider.tags, Tags);
    samlProviders.set(Name.toLowerCase(), provider);
    return { SAMLProviderArn: provider.arn, Tags: tagList(provider.tags) };
  },

  GetSAMLProvider(session: Session, input: ProviderInput) {
    const { createDate, metadata, tags, validUntil: ValidUntil } = findProvider(session, input);
    return {
      CreateDate: createDate,
      SAMLMetadataDocument: metadata,
      Tags: tagList(tags),
      ValidUntil,
    };
  },

  UpdateSAMLProvider(
    session: Session,
    input: ProviderInput & { readonly SAMLMetadataDocument: string },
  ): ProviderInput {
    satisfy(document(input.SAMLMetadataDocument));
    const identityProvider = parseIdentityProvider(input.SAMLMetadataDocument);
    const provider = findProvider(session, input);
    provider.metadata = input.SAMLMetadataDocument;
    provider.identityProvider = identityProvider;
    provider.validUntil = validUntil(session.state.clock.now());
    return { SAMLProviderArn: provider.arn };
  },

  /** Roles that trust it stand, and can't be assumed through it any more. */
  DeleteSAMLProvider(session: Session, input: ProviderInput): Record<string, never> {
    const { name } = findProvider(session, input);
    callersAccount(session).samlProviders.delete(name.toLowerCase());
    return {};
  },

  ListSAMLProviders(session: Session) {
    const providers = [...callersAccount(session).samlProviders.values()];
    return {
      SAMLProviderList: providers.map(({ arn, createDate, validUntil: ValidUntil }) => ({
        Arn: arn,
        CreateDate: createDate,
        ValidUntil,
      })),
    };
  },

  TagSAMLProvider(
    session: Session,
    input: ProviderInput & { readonly Tags: readonly Tag[] },
  ): Record<string, never> {
    addTags(findProvider(session, input).tags, input.Tags);
    return {};
  },

  UntagSAMLProvider(
    session: Session,
    input: ProviderInput & { readonly TagKeys: readonly string[] },
  ): Record<string, never> {
    removeTags(findProvider(session, input).tags, input.TagKeys);
    return {};
  },

  ListSAMLProviderTags(session: Session, input: ProviderInput & MarkerInput) {
    const { items, ...rest } = markerPage(tagList(findProvider(session, input).tags), input);
    return { Tags: items, ...rest };
  },
};

const document = (value: string) => ({
  member: 'sAMLMetadataDocument',
  value,
  required: true,
  least: 1_000,
  most: 10_000_000,
});

/** AWS shows a hundred years from the upload on, whatever the metadata says (UNVERIFIED). */
function validUntil(uploaded: Date): Date {
  const date = new Date(uploaded);
  date.setUTCFullYear(date.getUTCFullYear() + VALID_YEARS);
  return date;
}

/** Throws NoSuchEntity, also for another account's. */
function findProvider(session: Session, { SAMLProviderArn: arn }: ProviderInput): SamlProviderRecord {
  const name = /:saml-provider\/(.+)$/.exec(arn)?.[1] ?? '';
  const provider = callersAccount(session).samlProviders.get(name.toLowerCase());
  if (provider?.arn !== arn) throw new AwsError('NoSuchEntity', `Manifest not found for arn ${arn}`);
  return provider;
}
