/** `feature_tags`: a shorthand for tags that Entra gives a meaning. */
import type { Attributes, Value } from '../resource.js';
import { block, blocks, changed, flag, texts } from './values.js';

const TAGS = {
  custom_single_sign_on: 'WindowsAzureActiveDirectoryCustomSingleSignOnApplication',
  enterprise: 'WindowsAzureActiveDirectoryIntegratedApp',
  gallery: 'WindowsAzureActiveDirectoryGalleryApplicationNonPrimaryV1',
  hide: 'HideApp',
};

/**
 * The tags that an update sends: the features' where these are given and have changed, otherwise `tags`, which for a
 * new object without either means none at all.
 */
export function expandTags(planned: Attributes, prior: Attributes): string[] {
  const features = planned['feature_tags'];
  if (blocks(features).length === 0 || !changed(features, prior['feature_tags']))
    return texts(planned['tags']);
  return Object.entries(TAGS).flatMap(([feature, tag]) => (flag(block(features)[feature]) ? [tag] : []));
}

export function flattenFeatures(tags: readonly string[]): Value {
  return [Object.fromEntries(Object.entries(TAGS).map(([feature, tag]) => [feature, has(tags, tag)]))];
}

/** The older block of service principals. It can't be given here: the sandbox models `feature_tags` only. */
export function flattenOlderFeatures(tags: readonly string[]): Value {
  return [
    {
      custom_single_sign_on_app: has(tags, TAGS.custom_single_sign_on),
      enterprise_application: has(tags, TAGS.enterprise),
      gallery_application: has(tags, TAGS.gallery),
      visible_to_users: !has(tags, TAGS.hide),
    },
  ];
}

const has = (tags: readonly string[], tag: string): boolean =>
  tags.some((each) => each.toLowerCase() === tag.toLowerCase());
