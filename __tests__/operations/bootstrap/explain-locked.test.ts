import { explainLocked } from '../../../operations/bootstrap/explain-locked.js';
import { OutsideError } from '../../../operations/outside-error.js';

const SAID = `Error: Error acquiring the state lock

Error message: resource temporarily unavailable
Lock Info:
  ID:        6f9619ff-8b86-d011-b42d-00c04fc964ff
  Path:      bucket.tfstate
  Operation: OperationTypePlan
  Who:       ada@laptop
  Version:   1.11.4
  Created:   2026-11-22 10:18:46.034449978 +0000 UTC
  Info:


Terraform acquires a state lock to protect the state from being written
by multiple users at the same time. Please resolve the issue above and try
again. For most commands, you can disable locking with the "-lock=false"
flag, but this is not recommended.`;

test('of two at once, the later is told who is at it, and not to go on without the lock', () => {
  const { message, command, output } = explainLocked(
    new OutsideError('Terraform failed.', 'terraform plan', SAID),
    'acme-tfstate',
  ) as OutsideError;
  expect(message).toBe(
    [
      'Another bootstrap of the bucket acme-tfstate is under way by ada@laptop since 2026-11-22T10:18:46Z. This one has stopped.',
      '  Wait until that is done, then run this again: it goes on where that has ended.',
      '  If that died, remove federation-bootstrap.tfstate.tflock from the bucket, where there is one.',
    ].join('\n'),
  );
  expect(command).toBe('terraform plan');
  expect(output).toMatch(/resource temporarily unavailable[^]*Info:$/);
  expect(output).not.toContain('-lock=false');
});

test('another failure stays as it is', () => {
  const other = new OutsideError('Terraform failed.', 'terraform plan', 'Error: No valid credentials');
  expect(explainLocked(other, 'acme-tfstate')).toBe(other);
});
