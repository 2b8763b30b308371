/** Where text goes. With --json, stdout holds JSON alone. */
import pc from 'picocolors';

export interface Output {
  readonly json: boolean;
  /** Colour only on a terminal; NO_COLOR and FORCE_COLOR are honoured. */
  readonly color: boolean;
  /** The result in text: stdout, and nothing with --json. */
  text(text: string): void;
  /** The result in JSON, one line: stdout, and nothing without --json. */
  data(value: unknown): void;
  /** What the reader should know beside the result: stderr. */
  note(text: string): void;
}

export function createOutput(json: boolean): Output {
  const writeLine = (stream: NodeJS.WriteStream, text: string) =>
    void stream.write(text.endsWith('\n') ? text : `${text}\n`);
  return {
    json,
    color: pc.isColorSupported && !json,
    text: (text) => json || writeLine(process.stdout, text),
    data: (value) => json && writeLine(process.stdout, JSON.stringify(value)),
    note: (text) => writeLine(process.stderr, text),
  };
}

/** A reader that went away (`| head`) is no failure: what is still written is dropped, and work goes on. */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
