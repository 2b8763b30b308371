/**
 * Which files a config may name. Teams write included files, so that one of theirs must not bring in a file of the
 * machine that plans, by its path or by a link: a policy is shown in plans and reports.
 */
import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';

/**
 * Why a file is out of reach, as the end of a sentence; undefined for one that may be read, or isn't there. It stands in
 * one of two folders, and what it is a link to does as well.
 *
 * @param configFolder Where the environment's own file stands.
 * @param beside The folder of the included file that names it; for the environment's own file, which names what it
 * wants, the folder that it names.
 */
export function refuseOutside(path: string, configFolder: string, beside: string): string | undefined {
  const folders = [configFolder, beside];
  if (!folders.some((folder) => isWithin(folder, path)))
    return 'stands neither in the config folder nor in that of the included file that names it';
  if (!existsSync(path)) return undefined;
  const target = realpathSync(path);
  const reachable = folders.some((folder) => existsSync(folder) && isWithin(realpathSync(folder), target));
  return reachable ? undefined : 'is a link that leads out of the config folder';
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
