/** Small programs on a PATH of their own, for what real ones can't be made to do. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface FakeBinaries {
  /** A PATH that holds these programs and nothing else. */
  readonly path: string;
  add(name: string, script: string): void;
  remove(): void;
}

export function createFakeBinaries(): FakeBinaries {
  const path = mkdtempSync(join(tmpdir(), 'fake-binaries-'));
  return {
    path,
    add: (name, script) => writeFileSync(join(path, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 }),
    remove: () => rmSync(path, { recursive: true }),
  };
}
