/** Ctrl-C, for work that must end in order. */

/**
 * Runs `work` with a signal that the first SIGINT, SIGTERM or SIGHUP aborts. Further ones change nothing: a Terraform
 * that is cut off loses what it has just made.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const abort = () => {
    if (!controller.signal.aborted)
      process.stderr.write('\nStopping: what is under way is finished in order ...\n');
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

/** Ends what is under way as Ctrl-C does, so that it cleans up; where nothing is, the process ends. */
export function interrupt(): void {
  if (!process.emit('SIGINT', 'SIGINT')) process.exit();
}
