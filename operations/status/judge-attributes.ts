/** Step 14: session tags, as Entra sends them and as AWS sets them. */
import type { Environment } from '../../model/environment.js';
import type { Facts } from './facts.js';
import { type Check, done, judge, notDone, notWanted, type Step, step, unknown } from './step.js';
import { applyIt, listSome } from './words.js';

export function judgeAttributes({ name, config }: Environment, { entra, aws }: Facts): Step {
  const { attributes: sent = {} } = config.entra;
  const { attributes: mapped = {} } = config.aws.identityCenter;
  const checks: Check[] = [];
  if (Object.keys(sent).length > 0)
    checks.push(
      ...(entra.tags === undefined
        ? [unknown('tags-sent', 'There is no application to ask.', 'Do step 4 first.')]
        : judge('tags-sent', entra.tags, (found) => [
            compare(name, 'tags-sent', 'Entra sends', sent, found),
          ])),
    );
  if (Object.keys(mapped).length > 0)
    checks.push(
      ...(aws.attributes === undefined
        ? [unknown('tags-set', 'There is no instance to ask.', 'Do step 1 first.')]
        : judge('tags-set', aws.attributes, (found) => [
            compare(name, 'tags-set', 'AWS sets', mapped, found),
          ])),
    );
  if (checks.length === 0) checks.push(notWanted('tags', 'The config has no attributes.'));
  return step(14, 'Session attributes (ABAC)', 'both', checks);
}

function compare(
  environment: string,
  id: string,
  who: string,
  wanted: Readonly<Record<string, string>>,
  found: ReadonlyMap<string, string>,
): Check {
  const differing = Object.entries(wanted)
    .filter(([key, source]) => found.get(key) !== source)
    .map(([key]) => key);
  const further = [...found.keys()].filter((key) => !Object.hasOwn(wanted, key));
  if (differing.length === 0 && further.length === 0)
    return done(id, `${who} the tags of the config: ${listSome(Object.keys(wanted))}.`);
  const differences = [
    ...(differing.length === 0 ? [] : [`not as the config says: ${listSome(differing)}`]),
    ...(further.length === 0 ? [] : [`besides: ${listSome(further)}`]),
  ];
  return notDone(id, `${who} other tags; ${differences.join('; ')}.`, applyIt(environment), {
    missing: differing,
  });
}
