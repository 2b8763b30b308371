/** Where text goes. With --json, stdout holds JSON alone. Nothing in a name reaches a terminal as a command. */
import { closeSync } from 'node:fs';
import pc from 'picocolors';
import { printable, printableInColor } from './printable.js';

export interface Output {
  readonly json: boolean;
  /** Whether stdout takes colours. */
  readonly color: boolean;
  /** The result in text: stdout, and nothing with --json. */
  text(text: string): void;
  /** The same, with colours that are Terraform's. */
  colored(text: string): void;
  /** The result in JSON, one line: stdout, and nothing without --json. */
  data(value: unknown): void;
  /** What the reader should know beside the result: stderr. */
  note(text: string): void;
  /** Why it failed: stderr. */
  failure(text: string): void;
}

export function createOutput(json: boolean): Output {
  const writeLine = (stream: NodeJS.WriteStream, text: string) =>
    void stream.write(text.endsWith('\n') ? text : `${text}\n`);
  const color = takesColor(process.stdout) && !json;
  return {
    json,
    color,
    text: (text) => json || writeLine(process.stdout, printable(text)),
    colored: (text) => json || writeLine(process.stdout, (color ? printableInColor : printable)(text)),
    data: (value) => json && writeLine(process.stdout, printable(JSON.stringify(value))),
    note: (text) => writeLine(process.stderr, printable(text)),
    failure: (text) => {
      const { red } = pc.createColors(takesColor(process.stderr));
      writeLine(process.stderr, printable(text).replace(/^Error:/, red('Error:')));
    },
  };
}

/** Colour only on a terminal, and not with NO_COLOR. (The library alone would take CI for one; isTTY may be undefined.) */
const takesColor = (stream: NodeJS.WriteStream): boolean => Boolean(stream.isTTY) && pc.isColorSupported;

/**
 * A reader that went away (`| head`: EPIPE) or a terminal that was closed (EIO) is no failure: what is still written
 * is dropped, and work goes on.
 */
export function tolerateClosedOutput(): void {
  let terminalGone = false;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      terminalGone ||= error.code === 'EIO';
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    });
  }
  process.on('exit', () => {
    if (terminalGone) closeStandardStreams();
  });
}

/** Node puts a terminal back as it was when it ends, and aborts (SIGABRT) where that fails. It leaves closed ones alone. */
function closeStandardStreams(): void {
  for (const descriptor of [0, 1, 2]) {
    try {
      closeSync(descriptor);
    } catch {
      // It was closed already.
    }
  }
}
