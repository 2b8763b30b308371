/** `time_sleep`, as hashicorp/time has it: waits when it is created and when it is destroyed. */
import {
  RefusedError,
  type Attributes,
  type Connection,
  type Refusal,
  type ResourceType,
} from '../resource.js';

const DURATIONS = ['create_duration', 'destroy_duration'] as const;
const DURATION_PATTERN = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/;
const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Changing a duration waits for nothing; only `triggers` make it wait again. */
export const timeSleep: ResourceType = {
  type: 'time_sleep',
  forceNew: ['triggers'],
  validate: (config) => [...missingDurations(config), ...malformedDurations(config)],
  create: async (connection, planned) => {
    await sleep(connection, planned.create_duration);
    return { ...planned, id: timestamp(connection) };
  },
  read: async (_connection, state) => state,
  update: async (_connection, planned) => planned,
  remove: (connection, state) => sleep(connection, state.destroy_duration),
  /** The id is `<create duration>,<destroy duration>,<key>=<value>,…`; one duration may be empty. */
  import: async (connection, id) => {
    const [create = '', destroy = '', ...triggers] = id.split(',');
    if (create === '' && destroy === '') throw unexpectedId(id);
    return {
      id: timestamp(connection),
      create_duration: create || null,
      destroy_duration: destroy || null,
      triggers: Object.fromEntries(triggers.map(parseTrigger)),
    };
  },
};

/** Both are there as arguments (perhaps null) unless they aren't known yet. */
function missingDurations(config: Attributes): Refusal[] {
  if (DURATIONS.some((name) => config[name] !== null)) return [];
  return DURATIONS.map((name) => ({
    summary: 'Invalid Attribute Combination',
    detail: `At least one attribute out of [${DURATIONS.filter((other) => other !== name).join()}] must be specified`,
    attribute: [name],
  }));
}

function malformedDurations(config: Attributes): Refusal[] {
  return DURATIONS.flatMap((name) => {
    const value = config[name];
    if (typeof value !== 'string' || DURATION_PATTERN.test(value)) return [];
    return {
      summary: 'Invalid Attribute Value Match',
      detail:
        `Attribute ${name} must be a number immediately followed by ms (milliseconds), s (seconds), m (minutes), ` +
        `or h (hours). For example, "30s" for 30 seconds., got: ${value}`,
      attribute: [name],
    };
  });
}

async function sleep({ world }: Connection, duration: Attributes[string] | undefined): Promise<void> {
  const [, amount, unit = ''] = DURATION_PATTERN.exec(String(duration ?? '')) ?? [];
  if (amount !== undefined) await world.clock.sleep(Number(amount) * (MILLISECONDS[unit] ?? 0));
}

/** RFC 3339 without fractions of a second. */
function timestamp({ world }: Connection): string {
  return world.clock
    .now()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');
}

function parseTrigger(trigger: string): [string, string] {
  const [key, value, ...more] = trigger.split('=');
  if (key === undefined || value === undefined || more.length > 0) {
    throw new RefusedError({
      summary: 'Trigger import error',
      detail: `Trigger import entries must be KEY=VALUE, got ${trigger}`,
    });
  }
  return [key, value];
}

function unexpectedId(id: string): RefusedError {
  return new RefusedError({
    summary: 'Unexpected Format of ID',
    detail:
      `Unexpected format of ID ("${id}"), expected CREATEDURATION,DESTROYDURATION,KEY=VALUE,KEY=VALUE... ` +
      'where at least one CREATIONDURATION or DESTROYDURATION value is non-empty',
  });
}
