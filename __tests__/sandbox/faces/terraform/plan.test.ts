import { planChange } from '../../../../sandbox/faces/terraform/plan.js';
import { UNKNOWN, type WireObject } from '../../../../sandbox/faces/terraform/protocol/values.js';
import type { ResourceType } from '../../../../sandbox/faces/terraform/resource.js';
import type { BlockSchema } from '../../../../sandbox/faces/terraform/schema/schema.js';

/** As `azuread_application` has them: a single block in a single block, a set of blocks, and plain attributes. */
const block: BlockSchema = {
  attributes: {
    id: { type: 'string', computed: true },
    name: { type: 'string', required: true },
    note: { type: 'string', optional: true },
    policy: { type: 'string', optional: true },
    owners: { type: ['set', 'string'], optional: true },
    region: { type: 'string', optional: true, computed: true },
    etag: { type: 'string', computed: true },
  },
  block_types: {
    web: {
      nesting_mode: 'list',
      max_items: 1,
      block: {
        attributes: {
          url: { type: 'string', optional: true },
          urls: { type: ['set', 'string'], optional: true },
        },
        block_types: {
          grant: {
            nesting_mode: 'list',
            max_items: 1,
            block: { attributes: { enabled: { type: 'bool', optional: true } }, block_types: {} },
          },
        },
      },
    },
    role: {
      nesting_mode: 'set',
      block: {
        attributes: {
          key: { type: 'string', required: true },
          enabled: { type: 'bool', optional: true },
          id: { type: 'string', computed: true },
        },
        block_types: {},
      },
    },
    timeouts: {
      nesting_mode: 'single',
      block: { attributes: { create: { type: 'string', optional: true } }, block_types: {} },
    },
  },
};
const EMPTY: WireObject = {
  ...{ id: null, name: 'a', note: null, policy: null, owners: null, region: null, etag: null },
  ...{ web: [], role: [], timeouts: null },
};
const STATE: WireObject = { ...EMPTY, id: '1', region: 'eu-west-1', etag: 'e1' };

/** Plans as Terraform asks for it: proposed is what is configured, with prior values where it is computed. */
function plan(
  resource: Partial<ResourceType>,
  prior: WireObject | null,
  config: WireObject,
  proposed: WireObject = {},
) {
  const written = { ...EMPTY, ...config };
  const computed: WireObject = prior
    ? { id: prior.id ?? null, region: config.region ?? prior.region ?? null, etag: prior.etag ?? null }
    : {};
  return planChange(
    { forceNew: [], ...resource } as ResourceType,
    block,
    prior,
    { ...written, ...computed, ...proposed },
    written,
  );
}

test('a new object’s computed attributes are unknown, also within blocks, but for those that are given', () => {
  const { state } = plan({}, null, { region: 'us-east-1', role: [{ key: 'k', enabled: null, id: null }] });
  expect(state).toEqual({
    ...EMPTY,
    ...{ id: UNKNOWN, region: 'us-east-1', etag: UNKNOWN },
    role: [{ key: 'k', enabled: null, id: UNKNOWN }],
  });
});

test('defaults fill what is left out, also in nested blocks, single or set, and only in blocks that are there', () => {
  const defaults = { note: 'none', 'web.grant.enabled': true, 'role.enabled': true };
  const config = {
    web: [{ url: null, urls: null, grant: [{ enabled: null }] }],
    role: [
      { key: 'a', enabled: false, id: null },
      { key: 'b', enabled: null, id: null },
    ],
  };
  const { state } = plan({ defaults }, null, config);
  expect(state.note).toBe('none');
  expect(state.web).toEqual([{ url: null, urls: null, grant: [{ enabled: true }] }]);
  expect(state.role).toEqual([
    { key: 'a', enabled: false, id: UNKNOWN },
    { key: 'b', enabled: true, id: UNKNOWN },
  ]);
  expect(plan({ defaults }, null, {}).state.web).toEqual([]);
});

test('a default wins over a prior value of an attribute that is computed too', () => {
  const prior = { ...STATE, region: 'us-east-1' };
  expect(plan({ defaults: { region: 'eu-west-1' } }, prior, {}).state.region).toBe('eu-west-1');
});

test.each<[string, WireObject, WireObject]>([
  ['the order of a set', { owners: ['a', 'b'] }, { owners: ['b', 'a'] }],
  ['an empty string for none', { note: '' }, { note: null }],
  ['none for an empty string', { note: null }, { note: '' }],
  ['an empty set for none', { owners: null }, { owners: [] }],
  [
    'the order of a set of blocks',
    {
      role: [
        { key: 'a', enabled: true, id: '1' },
        { key: 'b', enabled: true, id: null },
      ],
    },
    {
      role: [
        { key: 'b', enabled: true, id: null },
        { key: 'a', enabled: true, id: '1' },
      ],
    },
  ],
  [
    'the order of a set in a block',
    { web: [{ url: 'u', urls: ['x', 'y'], grant: [] }] },
    { web: [{ url: 'u', urls: ['y', 'x'], grant: [] }] },
  ],
])('%s is no change', (_what, before, after) => {
  const prior = { ...STATE, ...before };
  const planned = plan({ recomputed: ['etag'], forceNew: ['note', 'owners', 'web.urls'] }, prior, after);
  expect(planned).toEqual({ state: prior, requiresReplace: [] });
});

test('a change makes what is recomputed unknown, unless it is given', () => {
  const recomputed = ['etag', 'region'];
  expect(plan({ recomputed }, STATE, { note: 'new' }).state).toMatchObject({
    etag: UNKNOWN,
    region: UNKNOWN,
    id: '1',
  });
  expect(plan({ recomputed }, STATE, { note: 'new', region: 'eu-west-1' }).state.region).toBe('eu-west-1');
});

test('an argument that becomes unknown is a change', () => {
  const planned = plan(
    { recomputed: ['etag'], forceNew: ['note'] },
    { ...STATE, note: 'n' },
    { note: UNKNOWN },
  );
  expect(planned.state).toMatchObject({ note: UNKNOWN, etag: UNKNOWN });
  expect(planned.requiresReplace).toEqual([['note']]);
});

test.each<[string, WireObject, WireObject, unknown[]]>([
  ['an attribute', { name: 'a' }, { name: 'b' }, [['name']]],
  ['one in a nested block', web('u'), web('v'), [['web', 0, 'url']]],
  [
    'one in a block that is gone',
    { web: [{ url: 'u', urls: null, grant: [] }] },
    { web: [] },
    [['web', 0, 'url']],
  ],
  [
    'one in a block that is new',
    { web: [] },
    { web: [{ url: 'u', urls: null, grant: [] }] },
    [['web', 0, 'url']],
  ],
  ['one two blocks deep', web('u', true), web('u', false), [['web', 0, 'grant', 0, 'enabled']]],
  ['one in a set of blocks, by the set', role('a', true), role('b', true), [['role']]],
  ['none where another part of the block changes', role('a', true), role('a', false), []],
])('replaces for a change of %s', (_what, before, after, paths) => {
  const forceNew = ['name', 'web.url', 'web.grant.enabled', 'role.key'];
  expect(plan({ forceNew }, { ...STATE, ...before }, after).requiresReplace).toEqual(paths);
});

function web(url: string, enabled = true): WireObject {
  return { web: [{ url, urls: null, grant: [{ enabled }] }] };
}
function role(key: string, enabled: boolean): WireObject {
  return { role: [{ key, enabled, id: '1' }] };
}

test('a resource says itself which values are equal, and is never shown an unknown one', () => {
  const seen: unknown[] = [];
  const normalize: ResourceType['normalize'] = (planned, prior) => {
    seen.push(planned);
    return JSON.stringify(JSON.parse(String(planned.policy))) === prior.policy
      ? { ...planned, policy: prior.policy }
      : planned;
  };
  const prior = { ...STATE, policy: '{"a":1}' };
  expect(plan({ normalize }, prior, { policy: '{ "a": 1 }' })).toEqual({ state: prior, requiresReplace: [] });
  const { state } = plan({ normalize }, prior, { policy: '{ "a": 1 }', note: UNKNOWN });
  expect(state).toMatchObject({ policy: '{"a":1}', note: UNKNOWN });
  expect(seen[1]).not.toHaveProperty('note');
});

test('an element of a set keeps what was computed for it', () => {
  const prior = {
    ...STATE,
    role: [
      { key: 'a', enabled: true, id: null },
      { key: 'b', enabled: true, id: '2' },
    ],
  };
  const config = {
    role: [
      { key: 'c', enabled: true, id: null },
      { key: 'a', enabled: true, id: null },
    ],
  };
  expect(plan({}, prior, config).state.role).toEqual([
    { key: 'c', enabled: true, id: UNKNOWN },
    { key: 'a', enabled: true, id: null },
  ]);
});

test('a whole block that is not known yet stays so', () => {
  expect(plan({ defaults: { 'web.url': 'u' } }, null, { web: UNKNOWN }).state.web).toBe(UNKNOWN);
});
