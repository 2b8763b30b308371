import { describeFailure } from '../../cli/failure.js';
import { InterruptedError } from '../../operations/interrupted-error.js';
import { TerraformError } from '../../operations/terraform-error.js';

test('anything unforeseen is our bug: it says so, with the stack', () => {
  const error = new Error('lost my way');
  const { exitCode, text, data } = describeFailure(error);
  expect(exitCode).toBe(70);
  expect(text).toContain('This is a bug of this program, not a mistake of yours.');
  expect(text).toContain(error.stack);
  expect(data).toEqual({ error: { kind: 'bug', message: 'lost my way', stack: error.stack } });
});

test('so is something thrown that is no error', () => {
  expect(describeFailure('oops').text).toContain('Error: oops');
});

test.each(['EACCES', 'EROFS', 'EFBIG', 'ENOTDIR', 'EEXIST', 'EISDIR'])(
  '%s from writing is a problem of the user’s surroundings',
  (code) => {
    const message = `${code}: refused, mkdir 'cdktf.out'`;
    expect(describeFailure(Object.assign(new Error(message), { code, syscall: 'mkdir' }))).toEqual({
      exitCode: 1,
      text: `Error: This program can't write where it needs to: ${message}`,
      data: { error: { kind: 'user', message: `This program can't write where it needs to: ${message}` } },
    });
  },
);

test('an interruption ends with 130 and what Terraform said', () => {
  expect(describeFailure(new InterruptedError('Error: execution halted'))).toEqual({
    exitCode: 130,
    text: 'Error: execution halted\nInterrupted.',
    data: { error: { kind: 'interrupted', message: 'Interrupted.', output: 'Error: execution halted' } },
  });
});

test('a disk that is full is told with how to go on', () => {
  const message = 'ENOSPC: no space left on device, write';
  const { exitCode, text } = describeFailure(Object.assign(new Error(message), { code: 'ENOSPC' }));
  expect({ exitCode, text }).toEqual({
    exitCode: 1,
    text: `Error: This program can't write where it needs to: ${message}\n  The disk is full. Make room, then run the same command again.`,
  });
});

test('an apply that failed tells programs what was done and what was not', () => {
  const apply = { done: [], failed: [{ address: 'x.y', action: 'create' }], cutOff: [], notBegun: [] };
  const error = new TerraformError('It failed.', 'terraform apply', 'refused', [], false, apply);
  expect(describeFailure(error).data).toEqual({
    error: { kind: 'outside', message: 'It failed.', command: 'terraform apply', output: 'refused', apply },
  });
  expect(describeFailure(new InterruptedError('', 'Interrupted.', apply)).data).toEqual({
    error: { kind: 'interrupted', message: 'Interrupted.', output: '', apply },
  });
});
