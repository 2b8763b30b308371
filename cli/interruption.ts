/** Ctrl-C, for work that must end in order. */

/**
 * Runs `work` with a signal that the first SIGINT, SIGTERM or SIGHUP aborts. Further ones change nothing but say what is
 * waited for: a Terraform that is cut off loses what it has just made.
 * @param waitingFor What is under way, such as `Applying (12 of 240)`; undefined where nothing is.
 */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
  waitingFor: () => string | undefined = () => undefined,
): Promise<T> {
  const controller = new AbortController();
  const abort = () => {
    process.stderr.write(controller.signal.aborted ? stillStopping(waitingFor()) : STOPPING);
    controller.abort();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  signals.forEach((signal) => process.on(signal, abort));
  try {
    return await work(controller.signal);
  } finally {
    signals.forEach((signal) => process.off(signal, abort));
  }
}

const STOPPING = '\nStopping: what is under way is finished in order ...\n';

const stillStopping = (stage: string | undefined): string =>
  `\nStill stopping${stage === undefined ? '' : `: ${stage}`}. Terraform finishes what it has begun and saves the state; cut off, it would lose track of it.\n`;

/** Ends what is under way as Ctrl-C does, so that it cleans up; where nothing is, the process ends. */
export function interrupt(): void {
  if (!process.emit('SIGINT', 'SIGINT')) process.exit();
}
