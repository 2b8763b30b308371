/** Paths of organizational units: `/` is the root; `\/` stands for a slash in a name, `\\` for a backslash. */

/** The names from the root down; undefined for what is no path, or has a unit named `*`. */
export function parseOu(path: string): string[] | undefined {
  if (path === '/') return [];
  const segments: readonly string[] = path.match(/\/(?:\\[\\/]|[^/])+/g) ?? [];
  if (segments.length === 0 || segments.join('') !== path || segments.includes('/*')) return undefined;
  return segments.map((segment) => segment.slice(1).replace(/\\([\\/])/g, '$1'));
}

/** The one way a path is written, so that paths can be compared. */
export function renderOu(names: readonly string[]): string {
  return `/${names.map((name) => name.replace(/[\\/]/g, '\\$&')).join('/')}`;
}
