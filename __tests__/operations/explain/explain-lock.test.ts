import { explainLock, readLock } from '../../../operations/explain/explain-lock.js';

const INFO = [
  'Lock Info:',
  '  ID:        76d111ef-319b-ca6d-956d-a13116cd4e50',
  '  Path:      acme/b',
  '  Operation: OperationTypeApply',
  '  Who:       ada@build-7',
  '  Version:   1.11.4',
  '  Created:   2026-11-22 10:21:41.158318399 +0000 UTC',
  '  Info:      ',
].join('\n');

test('the holder of an s3 lock, as Terraform 1.11 words it', () => {
  const detail = `Error message: operation error S3: PutObject, https response error\nStatusCode: 412, api error PreconditionFailed: At least one of the pre-conditions you\nspecified did not hold\n${INFO}`;
  expect(readLock(detail)).toEqual({
    id: '76d111ef-319b-ca6d-956d-a13116cd4e50',
    who: 'ada@build-7',
    since: '2026-11-22T10:21:41Z',
    operation: 'an apply',
  });
});

test('the holder of a lock over HTTP, where Terraform broke the line: its own Lock Info is another’s', () => {
  const detail = `Error message: HTTP remote state already locked:\nID=abc71d37-68f0-04e6-4e85-ab3ef9b3b8be, held by root@vm since\n2026-11-22T10:18:45.921728288Z for\nOperationTypePlan\n${INFO}`;
  expect(readLock(detail)).toEqual({
    id: 'abc71d37-68f0-04e6-4e85-ab3ef9b3b8be',
    who: 'root@vm',
    since: '2026-11-22T10:18:45Z',
    operation: 'a plan',
  });
});

test('of a server that tells no more than Terraform shows, the ID', () => {
  const detail = `Error message: HTTP remote state already locked:\nID=abc71d37-68f0-04e6-4e85-ab3ef9b3b8be\n${INFO}`;
  expect(readLock(detail)).toEqual({ id: 'abc71d37-68f0-04e6-4e85-ab3ef9b3b8be' });
});

test.each(['already locked, failed to unmarshal body', 'already locked:\nID='])(
  'of a server that tells nothing, that it is locked: "%s"',
  (said) => {
    const detail = `Error message: HTTP remote state ${said}\n${INFO}`;
    expect(readLock(detail)).toEqual({});
    expect(explainLock(detail, 'prod')).toMatch(/^The state is locked: another plan or apply of this/);
  },
);

test('other work than a plan or an apply is named as Terraform names it', () => {
  expect(explainLock(INFO.replace('OperationTypeApply', 'state-push'), 'prod')).toBe(
    'The state is locked by ada@build-7 since 2026-11-22T10:21:41Z: "state-push" is under way. Nothing was changed here.\n  Wait until it is done. If it died, this shows the lock and removes it: federation state unlock prod',
  );
});

test('a failure that is about no lock is not explained', () => {
  expect(explainLock('Error message: connection refused', 'prod')).toBeUndefined();
  expect(
    explainLock('Error message: HTTP remote state endpoint requires auth\n' + INFO, 'prod'),
  ).toBeUndefined();
});
