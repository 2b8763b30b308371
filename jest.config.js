/** Runs the TypeScript as it is: swc strips the types, `npm run build` checks them. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__'],
  // A test mostly waits for processes of its own: one for each core keeps a small machine busy.
  maxWorkers: '100%',
  // Real Terraform on a busy machine takes its time.
  testTimeout: 120_000,
  testMatch: ['**/*.test.ts'],
  // Imports name the compiled file, as Node wants them; here they mean the TypeScript beside it.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
};
