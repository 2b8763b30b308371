import type { Command } from 'commander';
import { loadFormerState } from '../../model/former-state.js';
import { loadEnvironments } from '../../model/load.js';
import { ProblemsError } from '../../operations/problems-error.js';
import { requireEnvironment } from '../../operations/require-environment.js';
import { type Backend, backendOf, describeBackend } from '../../operations/state/backend.js';
import { isOpen } from '../../operations/state/carry-out.js';
import { withMove } from '../../operations/state/move.js';
import { renderLock } from '../../operations/state/render-lock.js';
import { renderMove, renderMoved } from '../../operations/state/render-move.js';
import { withLock } from '../../operations/state/unlock.js';
import { shellWord } from '../../operations/shell-word.js';
import { UserError } from '../../operations/user-error.js';
import { confirm, requireTerminal } from '../ask.js';
import { withContext } from '../context.js';
import { configFlag, type GlobalOptions } from '../global-options.js';
import { createOutput } from '../output.js';
import { noteWarnings } from '../warnings.js';

interface MoveOptions extends GlobalOptions {
  readonly from?: string;
  readonly copy?: string;
  readonly autoApprove?: boolean;
}

interface UnlockOptions extends GlobalOptions {
  readonly autoApprove?: boolean;
  readonly lockId?: string;
}

export function addStateCommand(program: Command): void {
  const state = program
    .command('state')
    .description('move an environment’s state, or free it of a stale lock');
  state
    .command('move')
    .description(
      'move the state from where it was to where the config says now, and look whether all of it arrived',
    )
    .argument('<environment>', 'the environment')
    .option(
      '--from <file>',
      'a YAML file whose `state` says where it is, instead of what this folder was last used with',
    )
    .option('--copy <file>', 'where a copy is kept, instead of a file in the current folder')
    .option('--auto-approve', 'do not ask')
    .action((name: string, _options: object, command: Command) => move(name, command.optsWithGlobals()));
  state
    .command('unlock')
    .description('say who holds the state’s lock, and remove it from work that has died')
    .argument('<environment>', 'the environment')
    .option('--lock-id <id>', 'remove this lock and no other')
    .option('--auto-approve', 'do not ask; needs --lock-id')
    .action((name: string, _options: object, command: Command) => unlock(name, command.optsWithGlobals()));
}

async function move(name: string, { config, json, autoApprove, from, copy }: MoveOptions): Promise<void> {
  const output = createOutput(json);
  const { environment, warnings } = requireEnvironment(config, name);
  noteWarnings(output, warnings);
  const options = {
    ...(from !== undefined && { from: readBackend(from, name) }),
    ...(copy !== undefined && { copy }),
    others: loadEnvironments(config, { today: new Date() }).environments.filter(
      (environment) => environment.name !== name,
    ),
  };
  const flags = Object.entries({ '--from': from, '--copy': copy })
    .flatMap(([flag, value]) => (value === undefined ? [] : [` ${flag} ${shellWord(value)}`]))
    .join('');
  await withContext((context) =>
    withMove(environment, options, context, async (found, carryOut) => {
      const { standing, state, there } = found;
      if (isOpen(standing)) {
        output.text(renderMove(found));
        requireTerminal(
          autoApprove,
          `To move it: federation state move ${name}${configFlag(config)}${flags} --auto-approve`,
        );
      }
      const approved =
        !isOpen(standing) ||
        autoApprove === true ||
        (await confirm('Move it? Only "yes" is taken for yes:', 'yes', context.signal));
      const moved = approved ? await carryOut() : there;
      const [fromPlace, toPlace] = [found.from, found.to].map(describeBackend);
      output.data({
        environment: name,
        from: fromPlace,
        to: toPlace,
        standing,
        lineage: (state ?? moved)?.lineage,
        serial: moved?.serial,
        resources: moved?.resources,
        ...(approved && found.copy !== undefined && { copy: found.copy }),
        moved: approved && standing !== 'here',
      });
      output.text(approved && moved !== undefined ? renderMoved(found, moved) : 'Nothing was moved.');
    }),
  );
}

function readBackend(file: string, environment: string): Backend {
  const { state, problems } = loadFormerState(file, environment);
  if (state === undefined) throw new ProblemsError(problems);
  return backendOf(state);
}

async function unlock(name: string, { config, json, autoApprove, lockId }: UnlockOptions): Promise<void> {
  const output = createOutput(json);
  const { environment, warnings } = requireEnvironment(config, name);
  noteWarnings(output, warnings);
  if (autoApprove === true && lockId === undefined)
    throw new UserError(
      '--auto-approve needs --lock-id too, so that a script removes the lock it saw and no other.',
    );
  await withContext((context) =>
    withLock(environment, context, async (found, remove) => {
      const { backend, holder } = found;
      const finish = (unlocked: boolean, text?: string) => {
        if (text !== undefined) output.text(text);
        const state = describeBackend(backend);
        output.data({ environment: name, state, locked: holder !== undefined, ...holder, unlocked });
      };
      output.text(renderLock(name, found, new Date()));
      if (holder === undefined) return finish(false);
      if (lockId !== undefined && lockId !== holder.id)
        throw new UserError(`The state is locked, but not by ${lockId}. Nothing was removed.`);
      if (autoApprove !== true && !process.stdin.isTTY)
        return finish(false, `To remove the lock, pass --auto-approve --lock-id ${holder.id}.`);
      const question = `Two at work at once damage the state: see that the work above has died.\nTo remove the lock, type the environment’s name, ${name}:`;
      if (!(autoApprove === true || (await confirm(question, name, context.signal))))
        return finish(false, 'Nothing was removed.');
      await remove();
      finish(
        true,
        `${name}: the lock was removed. Plan next: what the work had made before it died may not be in the state.`,
      );
    }),
  );
}
