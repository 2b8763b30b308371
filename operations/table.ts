import stringWidth from 'string-width';

/** Columns two spaces apart, without lines: easy to read, search and cut. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows];
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
