import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const SCRIPT = `
  const { interruptible } = require(${JSON.stringify(resolve('cli/interruption.ts'))});
  interruptible(
    (signal) => new Promise((done) => {
      process.stdout.write('ready');
      process.stdin.on('data', () => done());
    }),
    () => 'Applying (12 of 240)',
  ).then(() => process.exit(0));
`;

test('the first signal stops in order, and each one after it says what is waited for', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', '-e', SCRIPT]);
  let said = '';
  const says = (count: number) =>
    new Promise<void>((done) => {
      const look = () => said.split('topping').length > count && done();
      child.stderr.on('data', look);
      look();
    });
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await new Promise((done) => child.stdout.once('data', done));
  for (const [index, signal] of (['SIGINT', 'SIGINT', 'SIGTERM'] as const).entries()) {
    child.kill(signal);
    await says(index + 1);
  }
  child.stdin.write('\n');
  expect(await new Promise((done) => child.on('close', done))).toBe(0);
  const still =
    '\nStill stopping: Applying (12 of 240). Terraform finishes what it has begun and saves the state; cut off, it would lose track of it.\n';
  expect(said).toBe(`\nStopping: what is under way is finished in order ...\n${still}${still}`);
});
