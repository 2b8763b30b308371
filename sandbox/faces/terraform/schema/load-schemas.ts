/** The schemas of the modelled types, as `npm run generate` took them from the installed bindings. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProviderSchema } from './schema.js';

export const SCHEMAS_FILE = join(__dirname, '..', 'schemas.json');

/** By the provider's name, such as `aws`. */
export function loadSchemas(): Readonly<Record<string, ProviderSchema>> {
  return JSON.parse(readFileSync(SCHEMAS_FILE, 'utf8')) as Record<string, ProviderSchema>;
}
