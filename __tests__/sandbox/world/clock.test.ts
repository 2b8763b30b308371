import { createSystemClock, type Clock } from '../../../sandbox/world/clock.js';
import { createTestClock } from '../../helpers/clock.js';

const HOUR = 3_600_000;
const clocks: readonly [string, () => Clock][] = [
  ['the machine’s', createSystemClock],
  ['a test’s', () => createTestClock('2027-01-01T12:00:00Z')],
];

/** Hours since the start, for what is done. */
function diary(clock: Clock) {
  const start = clock.now();
  const done: string[] = [];
  const note = (what: string) => async () => {
    await new Promise((resolve) => setImmediate(resolve));
    done.push(`${what} at ${Math.floor((clock.now().getTime() - start.getTime()) / HOUR)}`);
  };
  return { done, note, after: (hours: number) => new Date(start.getTime() + hours * HOUR) };
}

test.each(clocks)('%s clock does what falls due while it is advanced, in order', async (_whose, create) => {
  const clock = create();
  const { done, note, after } = diary(clock);
  clock.schedule(after(3), note('third'));
  clock.schedule(after(1), async () => {
    await note('first')();
    clock.schedule(after(2), note('second'));
  });
  clock.schedule(after(5), note('last'));
  await clock.advance(4 * HOUR);
  expect(done).toEqual(['first at 1', 'second at 2', 'third at 3']);
  expect(clock.now().getTime()).toBeGreaterThanOrEqual(after(4).getTime());
  await clock.advance(HOUR);
  expect(done.at(-1)).toBe('last at 5');
});

test.each(clocks)('%s clock does nothing that was called off', async (_whose, create) => {
  const clock = create();
  const { done, note, after } = diary(clock);
  clock.schedule(after(1), note('it'))();
  await clock.advance(2 * HOUR);
  expect(done).toEqual([]);
});

test.each(clocks)('%s clock ends what it does before it does more', async (_whose, create) => {
  const clock = create();
  const { done, note, after } = diary(clock);
  clock.schedule(after(1), note('one'));
  clock.schedule(after(2), note('two'));
  await Promise.all([clock.advance(HOUR), clock.advance(2 * HOUR)]);
  expect(done).toEqual(['one at 1', 'two at 2']);
});

/** When the work that is scheduled then was done. The timer keeps the process alive: what is scheduled doesn't. */
async function doneAt(clock: Clock, time: Date, meanwhile: () => Promise<void>): Promise<Date> {
  const keeper = setInterval(() => undefined, 1000);
  const done = new Promise<Date>((resolve) => {
    clock.schedule(time, async () => resolve(clock.now()));
  });
  await meanwhile();
  return done.finally(() => clearInterval(keeper));
}

test('the machine’s clock does by itself what is due, also once time was let pass', async () => {
  const clock = createSystemClock();
  const now = clock.now();
  expect((await doneAt(clock, now, async () => undefined)) >= now).toBe(true);
  const later = new Date(clock.now().getTime() + HOUR);
  expect((await doneAt(clock, later, () => clock.advance(HOUR - 1))) >= later).toBe(true);
});
