import { App, TerraformStack } from 'cdktf';
import type { StateConfig } from '../model/config.js';
import { createBackend } from './backend.js';

/** The `terraform` block of a stack that has a backend and nothing else, as Terraform's JSON. */
export function renderBackendBlock(state: StateConfig): BackendBlock {
  const stack = new TerraformStack(new App(), 'state');
  createBackend(stack, state);
  return (stack.toTerraform() as { readonly terraform: BackendBlock }).terraform;
}

type Settings = Readonly<Record<string, unknown>>;

/** HCP Terraform has a block of its own beside the backends. */
export interface BackendBlock {
  readonly backend?: Readonly<Record<string, Settings>>;
  readonly cloud?: Settings;
}
