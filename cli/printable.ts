import { codeOf } from '../operations/access-formats/one-line.js';

/**
 * Text that holds names from elsewhere, made safe for a terminal: control characters (a line end and a tab are none
 * here), separators of lines and those that turn the writing direction are shown as their codes, `\u001b`. In JSON that means the same.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, codeOf);
}

/** The same for text with Terraform's colours, which stay; not what conceals (`8`) or paints in another way. */
export function printableInColor(text: string): string {
  return text
    .split(COLOR)
    .map((part, index) => (index % 2 === 1 ? part : printable(part)))
    .join('');
}

const UNPRINTABLE = /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;
const ESCAPE = String.fromCharCode(0x1b);
/** Reset, bold, underlined, and colours. */
const COLOR = new RegExp(`(${ESCAPE}\\[(?:[014]|[39][0-7])m)`);
