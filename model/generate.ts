/** Writes what is generated from the declaration: `npm run generate`. A test checks that it is current. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { renderConfigSchema, renderPartSchema } from './json-schema.js';
import { renderReference } from './reference.js';

const root = resolve(__dirname, '..');

writeFileSync(resolve(root, 'config/schema.json'), renderConfigSchema());
writeFileSync(resolve(root, 'config/schema-part.json'), renderPartSchema());
writeFileSync(resolve(root, 'docs/reference.md'), renderReference());
