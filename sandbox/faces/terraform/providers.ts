import { awsProvider } from './aws/provider.js';
import { azureadProvider } from './azuread/provider.js';
import type { ProviderType } from './resource.js';
import { timeProvider } from './time/provider.js';

/** Every provider that the sandbox serves. */
export const providers: readonly ProviderType[] = [awsProvider, azureadProvider, timeProvider];
