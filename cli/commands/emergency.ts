import type { Command } from 'commander';
import { renderEmergencyAccess, reportEmergencyAccess } from '../../operations/emergency-access.js';
import { requireEnvironment } from '../../operations/require-environment.js';
import type { GlobalOptions } from '../global-options.js';
import { createOutput } from '../output.js';
import { noteWarnings } from '../warnings.js';

export function addEmergencyCommand(program: Command): void {
  program
    .command('emergency')
    .description('print how to switch emergency access on or off, and who can do what then')
    .argument('<environment>', 'the environment')
    .action((name: string, _options: object, command: Command) => emergency(name, command.optsWithGlobals()));
}

function emergency(name: string, { config, json }: GlobalOptions): void {
  const output = createOutput(json);
  const { environment, warnings } = requireEnvironment(config, name);
  noteWarnings(output, warnings);
  const report = reportEmergencyAccess(environment);
  output.text(renderEmergencyAccess(report));
  output.data(report);
}
