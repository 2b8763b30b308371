/** Faults that are drawn from a seed. */
import { drawFault } from '../../../../sandbox/world/faults/draw-faults.js';
import { FAULT_KINDS, PLACES } from '../../../../sandbox/world/faults/fault.js';
import { createRandom } from '../../../../sandbox/world/faults/random.js';

test('the same seed draws the same, and another one something else', () => {
  const draw = (seed: number) => {
    const random = createRandom(seed);
    return Array.from({ length: 5 }, () => random.below(1000));
  };
  expect(draw(7)).toEqual([11, 61, 976, 699, 521]);
  expect(draw(7)).toEqual(draw(7));
  expect(draw(8)).not.toEqual(draw(7));
});

test('every kind is drawn, each where it can happen', () => {
  const faults = Array.from({ length: 500 }, (_, seed) => drawFault(createRandom(seed)));
  expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(FAULT_KINDS));
  for (const { kind, place, on, nth, times } of faults) {
    expect(PLACES[kind]).toContainEqual([place, on]);
    expect(nth).toBeGreaterThan(0);
    expect(times).toBeGreaterThan(0);
  }
});

test('nothing can’t be chosen from', () => {
  expect(() => createRandom(1).pick([])).toThrow('There is nothing to choose from.');
});
