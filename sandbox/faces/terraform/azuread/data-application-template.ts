/** `data.azuread_application_template`. */
import type { ApplicationTemplate } from '../../../world/entra/objects.js';
import type { EntraTenant } from '../../../world/entra/tenant.js';
import { RefusedError, type Attributes, type DataSourceType } from '../resource.js';
import { found } from './refusals.js';
import { check, exactlyOne, guid, notEmpty } from './validation.js';
import { text } from './values.js';

export const dataApplicationTemplate: DataSourceType = {
  type: 'azuread_application_template',

  validate: (config) => [
    ...exactlyOne(config, 'display_name', 'template_id'),
    ...check(config['template_id'], 'template_id', guid),
    ...check(config['display_name'], 'display_name', notEmpty),
  ],

  async read({ world: { entra } }, config) {
    const template = find(entra, config);
    return {
      id: template.id,
      categories: [...template.categories],
      display_name: template.displayName,
      homepage_url: template.homePageUrl ?? '',
      logo_url: template.logoUrl ?? '',
      publisher: template.publisher,
      supported_provisioning_types: [...template.supportedProvisioningTypes],
      supported_single_sign_on_modes: [...template.supportedSingleSignOnModes],
      template_id: template.id,
    };
  },
};

function find({ applicationTemplates }: EntraTenant, config: Attributes): ApplicationTemplate {
  const id = text(config['template_id']);
  const displayName = text(config['display_name']);
  const template =
    id === '' ? applicationTemplates.list({ displayName })[0] : found(() => applicationTemplates.get(id));
  if (template) return template;
  throw id === ''
    ? new RefusedError({
        summary: 'Application template not found',
        detail: `no application templates found matching filter: "displayName eq '${displayName}'"`,
      })
    : new RefusedError({
        summary: `Application Template with ID "${id}" was not found`,
        attribute: ['template_id'],
      });
}
