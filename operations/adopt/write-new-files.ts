/** Writes an environment's files, all of them or none, and never over anything. */
import {
  closeSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { listAll } from '../../model/text.js';
import { UserError } from '../user-error.js';
import type { ConfigFiles } from './write-config.js';

/**
 * Writes `<environment>.yaml` and the folder `<environment>`, which the files' paths are of. Both are made beside their
 * place and moved there. Throws a UserError where either is there already.
 */
export function writeNewFiles(folder: string, environment: string, files: ConfigFiles): void {
  refuseExisting(folder, environment);
  const own = `${environment}.yaml`;
  mkdirSync(folder, { recursive: true });
  const draft = mkdtempSync(join(folder, `.${environment}-`));
  try {
    mkdirSync(join(draft, environment));
    for (const [path, text] of files) {
      mkdirSync(dirname(join(draft, path)), { recursive: true });
      writeFileSync(join(draft, path), text);
    }
    renameSync(join(draft, environment), join(folder, environment));
    try {
      // The environment's own file comes last: without it nothing of the rest is read.
      writeNewFile(join(folder, own), files.get(own) ?? '');
    } catch (error) {
      renameSync(join(folder, environment), join(draft, environment));
      throw error;
    }
  } catch (error) {
    // Somebody else may have written meanwhile.
    refuseExisting(folder, environment);
    throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Whole, or not at all. */
function writeNewFile(path: string, text: string): void {
  const descriptor = openSync(path, 'wx');
  try {
    writeFileSync(descriptor, text);
  } catch (error) {
    rmSync(path);
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Throws a UserError where either is there already. */
export function refuseExisting(folder: string, environment: string): void {
  const there = [`${environment}.yaml`, environment].map((name) => join(folder, name)).filter(exists);
  if (there.length > 0) {
    const stand = there.length === 1 ? 'stands there' : 'stand there';
    throw new UserError(
      `${listAll(there)} ${stand} already. Nothing was written. Name another environment, or another folder with --config.`,
    );
  }
}

function exists(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
