import stringWidth from 'string-width';
import { oneLine } from './access-formats/one-line.js';

/** Columns two spaces apart, without lines: easy to read, search and cut. No cell holds a line end, which could forge a row. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows].map((cells) => cells.map(oneLine));
  const measured = lines.map((cells) => cells.map((text) => ({ text, width: stringWidth(text) })));
  const widths = head.map((_, column) =>
    measured.reduce((widest, cells) => Math.max(widest, cells[column]?.width ?? 0), 0),
  );
  return measured
    .map((cells) =>
      cells
        .map(({ text, width }, column) => text + ' '.repeat((widths[column] ?? 0) - width))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
