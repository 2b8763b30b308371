import { PassThrough } from 'node:stream';
import { ask, confirm } from '../../cli/ask.js';
import { InterruptedError } from '../../operations/interrupted-error.js';

describe('asking', () => {
  const create = () => ({ input: new PassThrough(), output: new PassThrough() });
  const never = new AbortController().signal;

  test('returns the answer', async () => {
    const streams = create();
    const answer = ask('Apply this?', never, streams);
    streams.input.write('yes\n');
    expect(await answer).toBe('yes');
    expect(String(streams.output.read())).toBe('Apply this? ');
  });

  test('an end of input is an interruption', async () => {
    const streams = create();
    const answer = ask('Apply this?', never, streams);
    streams.input.end();
    await expect(answer).rejects.toThrow(InterruptedError);
  });

  test('only the very answer confirms', async () => {
    const answerWith = (answer: string) => {
      const streams = create();
      streams.input.write(`${answer}\n`);
      return confirm('Apply this?', 'yes', new AbortController().signal, streams);
    };
    expect(await answerWith('yes')).toBe(true);
    for (const other of ['', 'y', 'Yes', 'YES', ' yes', 'yes ', 'yes!', 'no'])
      expect([other, await answerWith(other)]).toEqual([other, false]);
  });

  test('a terminal that is closed is an interruption', async () => {
    const streams = create();
    const answer = ask('Apply this?', never, streams);
    streams.input.destroy(Object.assign(new Error('read EIO'), { code: 'EIO' }));
    await expect(answer).rejects.toThrow(InterruptedError);
  });

  test('so is a signal, before or while it asks', async () => {
    await expect(ask('Apply this?', AbortSignal.abort(), create())).rejects.toThrow(InterruptedError);
    const controller = new AbortController();
    const answer = ask('Apply this?', controller.signal, create());
    controller.abort();
    await expect(answer).rejects.toThrow(InterruptedError);
  });
});
