import tty from 'node:tty';
import type { createProgress as createProgressType } from '../../cli/progress.js';

describe('progress on a terminal', () => {
  const { isTTY } = process.stdout;
  const { CI, TERM } = process.env;
  beforeEach(() => {
    jest.useFakeTimers();
    jest.spyOn(tty, 'isatty').mockReturnValue(true);
    process.stdout.isTTY = true;
    delete process.env.CI;
    process.env.TERM = 'xterm';
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
    process.stdout.isTTY = isTTY;
    if (CI !== undefined) process.env.CI = CI;
    if (TERM === undefined) delete process.env.TERM;
    else process.env.TERM = TERM;
  });

  test('that loses its width is drawn on as before', () => {
    const stream = {
      isTTY: true,
      columns: 80,
      writes: 0,
      write(): boolean {
        if (++this.writes > 1000) throw new Error('It draws forever.');
        return true;
      },
    };
    let createProgress: typeof createProgressType | undefined;
    jest.isolateModules(() => {
      ({ createProgress } = jest.requireActual<{ createProgress: typeof createProgressType }>(
        '../../cli/progress.js',
      ));
    });
    const progress = createProgress?.(stream as unknown as NodeJS.WriteStream);
    progress?.stage('Planning');
    jest.advanceTimersByTime(200);
    const drawn = stream.writes;
    expect(drawn).toBeGreaterThan(0);
    stream.columns = 0;
    jest.advanceTimersByTime(200);
    progress?.finish();
    expect(stream.writes).toBeGreaterThan(drawn);
  });
});
