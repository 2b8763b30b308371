import { isMembers, membersOf, requiredOf, type Members, type Shape } from './shapes.js';

/** How a protocol writes what JavaScript has no literal for. */
export interface Notation {
  list(items: readonly unknown[]): unknown;
  time(time: Date): unknown;
}

/**
 * An output in a protocol's notation, without what is undefined. Throws Error for an output that AWS couldn't give: with
 * an unknown member, without a required one, or of another type.
 */
export function writeShape(shape: Shape, value: unknown, notation: Notation): unknown {
  if (shape.isListSchema() && Array.isArray(value))
    return notation.list(value.map((each) => writeShape(shape.getValueSchema(), each, notation)));
  if ((shape.isStructSchema() || shape.isUnitSchema()) && isMembers(value))
    return writeMembers(shape, value, notation);
  if (shape.isTimestampSchema() && value instanceof Date) return notation.time(value);
  if (shape.isStringSchema() && typeof value === 'string') return value;
  if (shape.isNumericSchema() && typeof value === 'number') return value;
  if (shape.isBooleanSchema() && typeof value === 'boolean') return value;
  throw new Error(`The world's ${shape.getName() ?? 'output'} isn't of AWS's type.`);
}

function writeMembers(shape: Shape, value: Members, notation: Notation): Members {
  const members = membersOf(shape);
  const lacking = requiredOf(shape).find((name) => value[name] === undefined);
  if (lacking !== undefined) throw new Error(`The world's ${shape.getName()} lacks ${lacking}.`);
  const given = Object.entries(value).filter(([, each]) => each !== undefined);
  const entries = given.map(([name, each]) => {
    const member = members.get(name);
    if (!member) throw new Error(`${name} is no member of AWS's ${shape.getName()}.`);
    return [name, writeShape(member, each, notation)];
  });
  return Object.fromEntries(entries) as Members;
}
