import { readFileSync } from 'node:fs';
import { FIDELITY, withModelled } from '../../../../sandbox/faces/aws/generate.js';
import { modelledOperations } from '../../../../sandbox/faces/aws/modelled.js';

test('the documentation has the modelled operations as they are', () => {
  const document = readFileSync(FIDELITY, 'utf8');
  expect(withModelled(document)).toBe(document);
});

test('a document without a place for them is refused', () => {
  expect(() => withModelled('# Nothing')).toThrow(/^The document lacks <!-- aws-operations/);
});

test('an operation tells which members of its input are refused', () => {
  expect(modelledOperations()).toContainEqual({
    service: 'iam',
    operation: 'CreateSAMLProvider',
    refused: ['AssertionEncryptionMode', 'AddPrivateKey'],
  });
});
