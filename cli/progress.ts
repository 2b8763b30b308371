import { createSpinner } from 'nanospinner';
import type { Progress } from '../operations/context.js';

const FRAME_MILLISECONDS = 80;
const UNKNOWN_WIDTH = 80;

/** Progress on stderr: a spinner on a terminal, a line for each stage elsewhere. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  // nanospinner draws in place only where stdout is a terminal too, and neither CI nor TERM=dumb says otherwise.
  const drawable =
    stream.isTTY && process.stdout.isTTY && !('CI' in process.env) && process.env.TERM !== 'dumb';
  return drawable ? createSpinnerProgress(stream) : createPlainProgress(stream);
}

function createSpinnerProgress(stream: NodeJS.WriteStream): Progress {
  const spinner = createSpinner('', { stream: withWidth(stream) });
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

/** What nanospinner uses of a stream. On a terminal without a width (closed, or never told), it would draw forever. */
function withWidth(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  const used: Pick<NodeJS.WriteStream, 'columns' | 'write'> = {
    get columns() {
      return stream.columns || UNKNOWN_WIDTH;
    },
    write: (text: string | Uint8Array) => stream.write(text),
  };
  return used as NodeJS.WriteStream;
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
