/** One connection of Terraform to a provider: one provider configuration, and the protocol's methods over it. */
import type { World } from '../../world/world.js';
import { errorDiagnostic, refusalDiagnostic } from './diagnostics.js';
import { applyChange, importObject, readData, readObject, upgradeState } from './operations.js';
import { planChange } from './plan.js';
import {
  pathMessage,
  type ApplyRequest,
  type ConfigRequest,
  type ConfigureRequest,
  type Diagnostic,
  type ImportRequest,
  type PlanRequest,
  type ReadRequest,
  type UpgradeRequest,
} from './protocol/messages.js';
import type { Handlers } from './protocol/plugin-server.js';
import { decodeValue, encodeValue, isObject, type DynamicValue, type WireObject } from './protocol/values.js';
import type { Modelled, Provider } from './provider.js';
import {
  RefusedError,
  type Attributes,
  type Connection,
  type DataSourceType,
  type Refusal,
  type ResourceType,
} from './resource.js';
import { conform } from './schema/conform.js';
import { withoutUnknowns } from './unknowns.js';

/** The handlers of one connection. */
export function createSession(world: World, provider: Provider): Handlers {
  let configured: Connection | undefined;
  const connection = (): Connection => {
    if (!configured) throw new Error(`The provider ${provider.type.name} has not been configured.`);
    return configured;
  };
  const resource = (type: string) => modelled(provider.resources, type);

  return {
    GetSchema: async () => provider.schemaMessage,
    PrepareProviderConfig: async ({ config }: ConfigureRequest) => ({ preparedConfig: config }),
    Configure: ({ config }: ConfigureRequest) =>
      guard(`configure ${provider.type.name}`, async () => {
        const known = withoutUnknowns(conform(decodeValue(config), provider.block));
        const refusals = (await provider.type.configure?.(world, known)) ?? [];
        configured = { world: provider.type.connect?.(world) ?? world, config: known };
        return { diagnostics: refusals.map(refusalDiagnostic) };
      }),
    ValidateResourceTypeConfig: ({ typeName, config }: ConfigRequest) =>
      guard(`validate ${typeName}`, async () => ({
        diagnostics: refusals(resource(typeName).model, config),
      })),
    ValidateDataSourceConfig: ({ typeName, config }: ConfigRequest) =>
      guard(`validate data.${typeName}`, async () => ({
        diagnostics: refusals(modelled(provider.dataSources, typeName).model, config),
      })),
    UpgradeResourceState: ({ typeName, rawState }: UpgradeRequest) =>
      guard(`read the state of ${typeName}`, async () => ({
        upgradedState: encodeValue(
          upgradeState(resource(typeName).block, rawState?.json ?? new Uint8Array()),
        ),
      })),
    ReadResource: ({ typeName, currentState }: ReadRequest) =>
      guard(`read ${typeName}`, async () => {
        const state = objectOf(currentState);
        return {
          newState: encodeValue(state && (await readObject(resource(typeName), connection(), state))),
        };
      }),
    PlanResourceChange: ({ typeName, priorState, proposedNewState, config }: PlanRequest) =>
      guard(`plan ${typeName}`, async () => {
        const proposed = objectOf(proposedNewState);
        if (!proposed) return { plannedState: encodeValue(null), legacyTypeSystem: true };
        const { model, block } = resource(typeName);
        const prior = objectOf(priorState);
        const { state, requiresReplace } = planChange(model, block, prior, proposed, objectOf(config) ?? {});
        if (!prior) model.refuseNew?.(connection(), withoutUnknowns(state));
        return {
          plannedState: encodeValue(state),
          requiresReplace: requiresReplace.map(pathMessage),
          legacyTypeSystem: true,
        };
      }),
    ApplyResourceChange: async ({ typeName, priorState, plannedState }: ApplyRequest) => {
      const [prior, planned] = [objectOf(priorState), objectOf(plannedState)];
      const doing = !prior ? 'create' : planned ? 'update' : 'remove';
      // What failed has left things as they were, unless it says otherwise.
      let left = prior;
      const applied = await guard(`${doing} ${typeName}`, async () => {
        const type = resource(typeName);
        const state = await applyChange(type, connection(), prior, planned).catch((error: unknown) => {
          if (error instanceof RefusedError && error.left) left = conform(error.left, type.block);
          throw error;
        });
        return { newState: encodeValue(state) };
      });
      return { newState: encodeValue(left), ...applied, legacyTypeSystem: true };
    },
    ImportResourceState: ({ typeName, id }: ImportRequest) =>
      guard(`import ${typeName}`, async () => {
        const state = await importObject(resource(typeName), connection(), id);
        return { importedResources: [{ typeName, state: encodeValue(state) }] };
      }),
    ReadDataSource: ({ typeName, config }: ConfigRequest) =>
      guard(`read data.${typeName}`, async () => ({
        state: encodeValue(
          await readData(modelled(provider.dataSources, typeName), connection(), objectOf(config) ?? {}),
        ),
      })),
    Stop: async () => ({}),
  };
}

/** Makes a diagnostic of whatever is thrown: a failed call would look like a crash of the provider. */
async function guard<T extends object>(
  doing: string,
  work: () => Promise<T>,
): Promise<T | { diagnostics: Diagnostic[] }> {
  try {
    return await work();
  } catch (error) {
    return { diagnostics: [errorDiagnostic(error, doing)] };
  }
}

function modelled<T>(types: ReadonlyMap<string, Modelled<T>>, type: string): Modelled<T> {
  const found = types.get(type);
  if (!found) throw new Error(`The sandbox doesn't model ${type}.`);
  return found;
}

function refusals(
  model: Pick<ResourceType | DataSourceType, 'validate'>,
  config: DynamicValue | undefined,
): readonly Diagnostic[] {
  const known: Attributes = withoutUnknowns(objectOf(config) ?? {});
  return (model.validate?.(known) ?? ([] as readonly Refusal[])).map(refusalDiagnostic);
}

function objectOf(value: DynamicValue | undefined): WireObject | null {
  const decoded = decodeValue(value);
  return isObject(decoded) ? decoded : null;
}
