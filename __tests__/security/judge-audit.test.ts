import { judgeAudit, type Vulnerable } from './judge-audit.js';

const advisory = (title: string) => ({
  title,
  url: `https://github.com/advisories/${title}`,
  severity: 'high',
});
const glob = (...nodes: string[]): Record<string, Vulnerable> => ({
  archiver: { severity: 'high', via: ['glob'], nodes: ['node_modules/archiver'] },
  glob: { severity: 'high', via: [advisory('GHSA-1')], nodes },
});
const bundled = { folder: 'node_modules/cdktf/node_modules', because: 'It can’t be replaced.' };

test('what is argued for is no finding, and anywhere else it is', () => {
  const inside = 'node_modules/cdktf/node_modules/glob';
  expect(judgeAudit(glob(inside), [bundled])).toEqual({ open: [], spent: [] });
  expect(judgeAudit(glob(inside, 'node_modules/glob'), [bundled])).toEqual({
    open: ['high node_modules/glob: GHSA-1 https://github.com/advisories/GHSA-1'],
    spent: [],
  });
});

test('an exception that nothing needs any more is told', () => {
  expect(judgeAudit({}, [bundled])).toEqual({ open: [], spent: [bundled] });
});
