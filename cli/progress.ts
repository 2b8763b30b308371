import { createSpinner } from 'nanospinner';
import type { Progress } from '../operations/context.js';

const FRAME_MILLISECONDS = 80;

/** Progress on stderr: a spinner on a terminal, a line for each stage elsewhere. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  // nanospinner draws in place only where stdout is a terminal too, and neither CI nor TERM=dumb says otherwise; on a
  // terminal that doesn't know its width it would draw forever.
  const drawable =
    stream.isTTY &&
    stream.columns > 0 &&
    process.stdout.isTTY &&
    !('CI' in process.env) &&
    process.env.TERM !== 'dumb';
  return drawable ? createSpinnerProgress(stream) : createPlainProgress(stream);
}

function createSpinnerProgress(stream: NodeJS.WriteStream): Progress {
  const spinner = createSpinner('', { stream });
  let stage: string | undefined;
  let frames: NodeJS.Timeout | undefined;
  const end = (mark: 'success' | 'error') => {
    clearInterval(frames);
    if (stage !== undefined) spinner[mark]({ text: stage });
    stage = undefined;
  };
  return {
    stage: (text) => {
      end('success');
      stage = text;
      spinner.update({ text });
      // Not spinner.start(): that would end the process on Ctrl-C, with Terraform in the middle of its work.
      frames = setInterval(() => spinner.spin(), FRAME_MILLISECONDS);
    },
    detail: (text) => void spinner.update({ text: `${stage ?? ''}: ${text}` }),
    finish: () => end('success'),
    stop: () => end('error'),
  };
}

/** No details: a log has no use for thousands of lines. */
function createPlainProgress(stream: NodeJS.WriteStream): Progress {
  return {
    stage: (text) => void stream.write(`${text} ...\n`),
    detail: () => undefined,
    finish: () => undefined,
    stop: () => undefined,
  };
}
