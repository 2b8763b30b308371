/** `azuread_application_identifier_uri`: one of an application's identifiers, beside those it has. */
import type { ResourceType } from '../resource.js';
import { applicationId, identifierUriId } from './ids.js';
import { attempt, found, requiresImport } from './refusals.js';
import { check, notEmpty } from './validation.js';
import { text } from './values.js';

const TYPE = 'azuread_application_identifier_uri';

export const applicationIdentifierUri: ResourceType = {
  type: TYPE,
  forceNew: ['application_id', 'identifier_uri'],

  validate: (config) => [
    ...check(config['application_id'], 'application_id', applicationId.rule),
    ...check(config['identifier_uri'], 'identifier_uri', notEmpty),
  ],

  async create({ world: { entra } }, planned) {
    const application = text(planned['application_id']);
    const uri = text(planned['identifier_uri']);
    const [objectId] = applicationId.parse(application);
    const id = identifierUriId.format(objectId, Buffer.from(uri).toString('base64'));
    attempt(`creating ${describe(objectId, uri)}`, () => {
      const { identifierUris } = entra.applications.get(objectId);
      if (identifierUris.includes(uri)) throw requiresImport(TYPE, id);
      entra.applications.update(objectId, { identifierUris: [...identifierUris, uri] });
    });
    return { id, application_id: application, identifier_uri: uri };
  },

  async read({ world: { entra } }, state) {
    const [objectId, encoded] = identifierUriId.parse(text(state['id']));
    const uri = Buffer.from(encoded, 'base64').toString();
    const application = found(() => entra.applications.get(objectId));
    if (!application?.identifierUris.includes(uri)) return null;
    return { id: text(state['id']), application_id: applicationId.format(objectId), identifier_uri: uri };
  },

  async remove({ world: { entra } }, state) {
    const [objectId] = identifierUriId.parse(text(state['id']));
    const uri = text(state['identifier_uri']);
    attempt(`deleting ${describe(objectId, uri)}`, () => {
      const { identifierUris } = entra.applications.get(objectId);
      if (!identifierUris.includes(uri)) {
        throw new Error(`deleting ${describe(objectId, uri)}: could not identify existing identifier URI`);
      }
      entra.applications.update(objectId, {
        identifierUris: identifierUris.filter((other) => other !== uri),
      });
    });
  },

  async import(_connection, id) {
    identifierUriId.parse(id);
    return { id };
  },
};

const describe = (objectId: string, uri: string): string =>
  `Application IdentifierUri (Application ID: "${objectId}", IdentifierUri: "${uri}")`;
