/** Where a state is kept: a backend of Terraform with its settings. */
import type { StateConfig } from '../../model/config.js';
import type { BackendBlock } from '../../stacks/backend-block.js';

export interface Backend {
  /** Such as `s3`. */
  readonly type: string;
  /** In Terraform's words. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Over HTTP, where the environment's variable says the address and the settings don't. */
  readonly variableAddress?: string;
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

/** The same with the address that the environment's variables give it as they are now. */
export function locate(backend: Backend, { TF_HTTP_ADDRESS }: NodeJS.ProcessEnv): Backend {
  if (backend.type !== 'http' || backend.settings.address !== undefined || !TF_HTTP_ADDRESS) return backend;
  return { ...backend, variableAddress: TF_HTTP_ADDRESS };
}

/** The URL of a state over HTTP; undefined where nothing says it. */
export function addressOf({ settings, variableAddress }: Backend): string | undefined {
  return settings.address === undefined ? variableAddress : String(settings.address);
}

/** The `terraform` block of a stack that has this backend and nothing else. */
export const toBlock = ({ type, settings }: Backend): BackendBlock =>
  type === 'cloud' ? { cloud: settings } : { backend: { [type]: settings } };

/** Such as `s3 acme-tfstate/federation/prod.tfstate`. What may be a secret in a URL is left out. */
export function describeBackend(backend: Backend): string {
  const { type, settings } = backend;
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
      return `http ${maskSecrets(addressOf(backend) ?? 'TF_HTTP_ADDRESS')}`;
    case 'local':
      return `local ${text('path')}`;
    default:
      return type;
  }
}

function maskSecrets(address: string): string {
  if (!URL.canParse(address)) return 'TF_HTTP_ADDRESS';
  const { protocol, host, pathname, search, username, password } = new URL(address);
  const credentials = username + password === '' ? '' : '***@';
  return `${protocol}//${credentials}${host}${pathname}${search === '' ? '' : '?***'}`;
}

/** Whether anybody can lock a state there. With HTTP, it is the config's or the environment's choice. */
export const canLock = ({ type, settings }: Backend, variables: NodeJS.ProcessEnv): boolean =>
  type !== 'http' || Boolean(settings.lock_address ?? variables.TF_HTTP_LOCK_ADDRESS);
