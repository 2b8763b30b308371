import { modelledOperations } from '../../../../sandbox/faces/aws/modelled.js';

test('an operation tells which members of its input are refused', () => {
  expect(modelledOperations()).toContainEqual({
    service: 'iam',
    operation: 'CreateSAMLProvider',
    refused: ['AssertionEncryptionMode', 'AddPrivateKey'],
  });
});
