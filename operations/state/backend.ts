/** Where a state is kept: a backend of Terraform with its settings. */
import type { StateConfig } from '../../model/config.js';
import type { BackendBlock } from '../../stacks/backend-block.js';

export interface Backend {
  /** Such as `s3`. */
  readonly type: string;
  /** In Terraform's words. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The backend that the config names. */
export function backendOf(state: StateConfig): Backend {
  /* cdktf takes 0.3 s to load, so only what renders with it loads it. */
  /* eslint-disable @typescript-eslint/no-require-imports */
  const { renderBackendBlock } =
    require('../../stacks/backend-block.js') as typeof import('../../stacks/backend-block.js');
  /* eslint-enable @typescript-eslint/no-require-imports */
  const { backend, cloud = {} } = renderBackendBlock(state);
  const [type, settings] = Object.entries(backend ?? { cloud })[0] ?? ['local', {}];
  return { type, settings };
}

/** The `terraform` block of a stack that has this backend and nothing else. */
export const toBlock = ({ type, settings }: Backend): BackendBlock =>
  type === 'cloud' ? { cloud: settings } : { backend: { [type]: settings } };

/** Such as `s3 acme-tfstate/federation/prod.tfstate`. What may be a secret in a URL is left out. */
export function describeBackend({ type, settings }: Backend): string {
  const text = (key: string) => String(settings[key] ?? '');
  switch (type) {
    case 's3':
      return `s3 ${text('bucket')}/${text('key')}`;
    case 'azurerm':
      return `azurerm ${text('storage_account_name')}/${text('container_name')}/${text('key')}`;
    case 'cloud': {
      const { name = '' } = (settings.workspaces ?? {}) as { readonly name?: string };
      return `cloud ${text('hostname') || 'app.terraform.io'}/${text('organization')}/${name}`;
    }
    case 'http':
      return `http ${settings.address === undefined ? 'TF_HTTP_ADDRESS' : withoutSecrets(text('address'))}`;
    case 'local':
      return `local ${text('path')}`;
    default:
      return type;
  }
}

function withoutSecrets(address: string): string {
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`;
}

/** Whether two are one place. What stands in the environment's variables is taken as it is now. */
export function isSamePlace(one: Backend, other: Backend, variables: NodeJS.ProcessEnv): boolean {
  const place = (backend: Backend) =>
    backend.type === 'http'
      ? String(backend.settings.address ?? variables.TF_HTTP_ADDRESS ?? '').replace(/\/$/, '')
      : describeBackend(backend);
  return one.type === other.type && place(one) === place(other);
}

/** Whether anybody can lock a state there. With HTTP, it is the config's or the environment's choice. */
export const canLock = ({ type, settings }: Backend, variables: NodeJS.ProcessEnv): boolean =>
  type !== 'http' || Boolean(settings.lock_address ?? variables.TF_HTTP_LOCK_ADDRESS);
