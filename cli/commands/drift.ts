import type { Command } from 'commander';
import { connectClouds } from '../../operations/clouds/clouds.js';
import { type Drift, findDrift } from '../../operations/drift/drift.js';
import { renderDrift } from '../../operations/drift/render.js';
import { requireEnvironment } from '../../operations/require-environment.js';
import { withSurroundings } from '../context.js';
import { ExitCode } from '../exit-codes.js';
import type { GlobalOptions } from '../global-options.js';
import { createOutput } from '../output.js';
import { noteWarnings } from '../warnings.js';

interface Options extends GlobalOptions {
  readonly exitCode?: boolean;
}

const HELP = `
Ends with 3 where a cloud refused or failed to tell something. Nothing is changed.`;

export function addDriftCommand(program: Command): void {
  program
    .command('drift')
    .description('say what is in the clouds and not in the config, and the other way round')
    .argument('<environment>', 'the environment')
    .option('--exit-code', 'end with 2 where they differ')
    .addHelpText('after', HELP)
    .action((name: string, _options: object, command: Command) => drift(name, command.optsWithGlobals()));
}

async function drift(name: string, { config, json, exitCode }: Options): Promise<void> {
  const output = createOutput(json);
  const { environment, warnings } = requireEnvironment(config, name);
  noteWarnings(output, warnings);
  await withSurroundings(async (surroundings) => {
    const { progress } = surroundings;
    progress.stage('Connecting');
    const clouds = await connectClouds(environment, surroundings);
    const found = await findDrift(environment, clouds, progress);
    progress.finish();
    output.text(renderDrift(found));
    output.data(found);
    process.exitCode = exitCodeOf(found, exitCode === true);
  });
}

function exitCodeOf({ beyond, missing, outOfDate, unread }: Drift, tellDrift: boolean): ExitCode {
  if (unread.length > 0) return ExitCode.OutsideFailed;
  return tellDrift && beyond.length + missing.length + outOfDate.length > 0
    ? ExitCode.ChangesPresent
    : ExitCode.Fine;
}
