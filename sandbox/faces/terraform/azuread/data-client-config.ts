/** `data.azuread_client_config`: who the provider is signed in as. */
import type { DataSourceType } from '../resource.js';

export const dataClientConfig: DataSourceType = {
  type: 'azuread_client_config',

  async read({ world: { entra } }) {
    const { clientId, objectId } = entra.caller;
    return {
      id: `${entra.tenantId}-${clientId}-${objectId}`,
      client_id: clientId,
      object_id: objectId,
      tenant_id: entra.tenantId,
    };
  },
};
