import type { Command } from 'commander';
import { reportPermissions } from '../../operations/permissions/permissions.js';
import { renderPermissions } from '../../operations/permissions/render.js';
import { readStack } from '../../operations/permissions/stack-contents.js';
import { requireEnvironment } from '../../operations/require-environment.js';
import { synthesize } from '../../operations/synthesize.js';
import type { GlobalOptions } from '../global-options.js';
import { createOutput } from '../output.js';
import { noteWarnings } from '../warnings.js';

const HELP = `
Asks no cloud: all of it follows from the config.`;

export function addPermissionsCommand(program: Command): void {
  program
    .command('permissions')
    .description(
      'print the least rights that plan and apply, and the commands that look, need in both clouds',
    )
    .argument('<environment>', 'the environment')
    .addHelpText('after', HELP)
    .action((name: string, _options: object, command: Command) =>
      permissions(name, command.optsWithGlobals()),
    );
}

function permissions(name: string, { config, json }: GlobalOptions): void {
  const output = createOutput(json);
  const { environment, warnings } = requireEnvironment(config, name);
  noteWarnings(output, warnings);
  const report = reportPermissions(environment, readStack(synthesize(environment)));
  output.text(renderPermissions(report));
  output.data(report);
}
