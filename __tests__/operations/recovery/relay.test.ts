import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { startRelay } from '../../../operations/recovery/relay.js';

/** Says twenty lines, and ends with 7 where it gets to its end. */
function startWriter(input: ReturnType<typeof startRelay>['input']) {
  const script = 'for i in $(seq 20); do echo "line $i" || exit 1; sleep 0.01; done; exit 7';
  const writer = spawn('/bin/sh', ['-c', script], { stdio: ['ignore', input, 'inherit'] });
  input.destroy();
  return once(writer, 'exit');
}

test('what is written arrives whole', async () => {
  const { input, output } = startRelay();
  const ended = startWriter(input);
  expect((await text(output)).trim().split('\n')).toHaveLength(20);
  expect(await ended).toEqual([7, null]);
});

test('a writer gets to its end though nobody reads any more', async () => {
  const { input, output } = startRelay();
  output.destroy();
  expect(await startWriter(input)).toEqual([7, null]);
});
