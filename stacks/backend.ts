/** Where the state lives: the config's `state` as a Terraform backend. Its strings are not templates. */
import {
  AzurermBackend,
  CloudBackend,
  HttpBackend,
  LocalBackend,
  NamedCloudWorkspace,
  S3Backend,
} from 'cdktf';
import type { HttpBackendConfig } from 'cdktf';
import type { Construct } from 'constructs';
import type { StateConfig } from '../model/config.js';

export function createBackend(scope: Construct, state: StateConfig): void {
  if (state.s3) createS3Backend(scope, state.s3);
  else if (state.azurerm) createAzurermBackend(scope, state.azurerm);
  else if (state.cloud) createCloudBackend(scope, state.cloud);
  else if (state.http) createHttpBackend(scope, state.http);
  else if (state.local) new LocalBackend(scope, { path: state.local.path });
}

function createS3Backend(scope: Construct, s3: NonNullable<StateConfig['s3']>): void {
  const backend = new S3Backend(scope, {
    bucket: s3.bucket,
    key: s3.key,
    region: s3.region,
    encrypt: true,
    kmsKeyId: s3.kmsKeyId,
    assumeRole: s3.role === undefined ? undefined : { roleArn: s3.role },
  });
  // The native lock file is newer than the class.
  backend.addOverride('use_lockfile', true);
}

function createAzurermBackend(scope: Construct, azurerm: NonNullable<StateConfig['azurerm']>): void {
  new AzurermBackend(scope, {
    storageAccountName: azurerm.storageAccount,
    containerName: azurerm.container,
    key: azurerm.key,
    resourceGroupName: azurerm.resourceGroup,
    subscriptionId: azurerm.subscriptionId,
    useAzureadAuth: true,
  });
}

function createCloudBackend(scope: Construct, cloud: NonNullable<StateConfig['cloud']>): void {
  new CloudBackend(scope, {
    organization: cloud.organization,
    workspaces: new NamedCloudWorkspace(cloud.workspace),
    hostname: cloud.hostname,
  });
}

function createHttpBackend(scope: Construct, http: NonNullable<StateConfig['http']>): void {
  const settings: Partial<HttpBackendConfig> = {
    address: http.address,
    lockAddress: http.lockAddress,
    unlockAddress: http.lockAddress,
  };
  // The class insists on an address; Terraform takes TF_HTTP_ADDRESS where there is none.
  new HttpBackend(scope, settings as HttpBackendConfig);
}
