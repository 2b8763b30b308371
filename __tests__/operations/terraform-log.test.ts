import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withPrivateLog } from '../../operations/terraform-log.js';

const folder = mkdtempSync(join(tmpdir(), 'terraform-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

const modeOf = (file: string) => statSync(file).mode & 0o777;

test('a log is for its owner alone, whether it is new or was there for everybody', () => {
  const [fresh, former] = [join(folder, 'new.log'), join(folder, 'former.log')];
  writeFileSync(former, 'former', { mode: 0o644 });
  for (const file of [fresh, former])
    expect(withPrivateLog({ TF_LOG: 'trace', TF_LOG_PATH: file })).toEqual({
      TF_LOG: 'trace',
      TF_LOG_PATH: file,
    });
  expect([modeOf(fresh), modeOf(former), readFileSync(former, 'utf8')]).toEqual([0o600, 0o600, 'former']);
});

test('a device stays as it is', () => {
  const before = modeOf('/dev/null');
  withPrivateLog({ TF_LOG_PATH: '/dev/null' });
  expect(modeOf('/dev/null')).toBe(before);
});
