/** `state`: where Terraform's state lives. */
import { z } from 'zod';
import { SECRET_PARAMETER } from '../text.js';
import { file, guid, text } from './fields.js';

const s3State = z
  .strictObject({
    bucket: text('The bucket, with versioning on.'),
    key: text('The object key of this environment’s state, for example `federation/prod.tfstate`.'),
    region: text('The bucket’s Region.'),
    kmsKeyId: text(
      'ARN of the KMS key that encrypts the state. Default: the bucket’s own encryption.',
    ).optional(),
    role: text('ARN of a role to assume for the bucket. Default: the caller’s own credentials.').optional(),
  })
  .meta({
    description:
      'Amazon S3 with a native lock file (no DynamoDB table) and encryption. Needs Terraform 1.11.',
  });

const azurermState = z
  .strictObject({
    storageAccount: text('The storage account.'),
    container: text('The blob container.'),
    key: text('The blob of this environment’s state.'),
    resourceGroup: text('The storage account’s resource group.').optional(),
    subscriptionId: guid('The storage account’s subscription.').optional(),
  })
  .meta({ description: 'Azure Blob Storage, signed in to with Entra ID (never an account key).' });

const cloudState = z
  .strictObject({
    organization: text('The organization.'),
    workspace: text('The workspace of this environment.'),
    hostname: text('The host. Default: HCP Terraform’s own, app.terraform.io.').optional(),
  })
  .meta({
    description:
      'HCP Terraform, Terraform Enterprise and compatible services. The token comes from `terraform login` or `TF_TOKEN_<host>`.',
  });

/** Terraform takes http and https. A credential in a URL is a secret in a file, so it is refused. */
const stateUrl = (description: string) =>
  z
    .url({ protocol: /^https?$/, error: 'is not a URL that starts with http:// or https://' })
    .refine((url) => !/^https?:\/\/[^/]*@/i.test(url) && url.search(SECRET_PARAMETER) === -1, {
      error: 'holds credentials: leave them out and set TF_HTTP_USERNAME and TF_HTTP_PASSWORD instead',
    })
    .meta({ description });

const httpState = z
  .strictObject({
    address: stateUrl('The URL of the state. Default: the environment variable TF_HTTP_ADDRESS.').optional(),
    lockAddress: stateUrl(
      'The URL to lock and unlock. Default: the environment variables TF_HTTP_LOCK_ADDRESS and TF_HTTP_UNLOCK_ADDRESS.',
    ).optional(),
  })
  .meta({
    description:
      'Any server of Terraform’s HTTP backend. Credentials come from TF_HTTP_USERNAME and TF_HTTP_PASSWORD.',
  });

const localState = z
  .strictObject({ path: file('The state file.') })
  .meta({ description: 'A file on this machine: no lock for others, no history. For trying out.' });

/** The forms `state` can have; exactly one is given. */
export const BACKENDS = {
  s3: s3State,
  azurerm: azurermState,
  cloud: cloudState,
  http: httpState,
  local: localState,
};

/** That exactly one is given is said by the rules. */
export const state = z
  .strictObject({
    s3: s3State.optional(),
    azurerm: azurermState.optional(),
    cloud: cloudState.optional(),
    http: httpState.optional(),
    local: localState.optional(),
  })
  .meta({
    description:
      'Where Terraform’s state lives: exactly one backend. It holds secrets; no credentials are written here.',
  });
