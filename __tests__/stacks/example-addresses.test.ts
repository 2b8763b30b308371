/** Every Terraform address of config/sandbox.yaml: a changed one would take someone's access away. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvironment } from '../../model/load.js';
import { TODAY } from '../helpers/config.js';
import { addressesOf, synthesize } from '../helpers/synthesize.js';

const ADDRESSES = join(__dirname, 'example-addresses.txt');

test('the example has exactly the addresses that are pinned', () => {
  const { environment } = loadEnvironment('config', 'sandbox', { today: TODAY });
  if (environment === undefined) throw new Error('config/sandbox.yaml has errors');
  expect(addressesOf(synthesize(environment))).toEqual(readFileSync(ADDRESSES, 'utf8').trimEnd().split('\n'));
});
