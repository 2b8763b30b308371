import { explainBackend } from '../../../operations/explain/explain-backend.js';

const LOCKING =
  'Error message: Failed to lock: LOCK http://tf.acme.example/state giving up after 3 attempt(s)';

test('a server that answers with an error of its own, as Terraform 1.11 words it', () => {
  expect(explainBackend(`${LOCKING}\nTerraform acquires a state lock`)).toBe(
    'The state can’t be reached.\n  Its server answers, with an error of its own (5xx): look at what it logs, and at the address in the config; then run this again.',
  );
});

test('a server that doesn’t answer', () => {
  expect(explainBackend(`${LOCKING}: Lock "http://tf.acme.example/state": EOF`)).toBe(
    'The state can’t be reached.\n  Look at its address in the config, at the network, and whether it is up; then run this again.',
  );
});
