import type { Command } from 'commander';
import { connectClouds } from '../../operations/clouds/clouds.js';
import { requireEnvironment } from '../../operations/require-environment.js';
import { readFacts } from '../../operations/status/read-facts.js';
import { renderStatus } from '../../operations/status/render.js';
import { reportStatus, type Status } from '../../operations/status/status.js';
import { withSurroundings } from '../context.js';
import { ExitCode } from '../exit-codes.js';
import type { GlobalOptions } from '../global-options.js';
import { createOutput } from '../output.js';
import { noteWarnings } from '../warnings.js';

const EXIT_CODES: Record<Status['verdict'], ExitCode> = {
  fine: ExitCode.Fine,
  attention: ExitCode.UserProblem,
  refused: ExitCode.OutsideFailed,
};

const HELP = `
Ends with 1 where a step isn’t done, or the active certificate or the SCIM token ends within 15 days; else with 3
where a cloud refused or failed to tell something; else with 0. What no API tells doesn’t count. Nothing is changed.`;

export function addStatusCommand(program: Command): void {
  program
    .command('status')
    .description('say of each step whether it is done in both clouds, and what to do next')
    .argument('<environment>', 'the environment')
    .addHelpText('after', HELP)
    .action((name: string, _options: object, command: Command) => status(name, command.optsWithGlobals()));
}

async function status(name: string, { config, json }: GlobalOptions): Promise<void> {
  const output = createOutput(json);
  const { environment, warnings } = requireEnvironment(config, name);
  noteWarnings(output, warnings);
  await withSurroundings(async (surroundings) => {
    const clouds = await connectClouds(environment, surroundings);
    const facts = await readFacts(environment, clouds, surroundings);
    const report = reportStatus(environment, facts, new Date());
    output.text(renderStatus(report));
    output.note(`${clouds.requests.total} requests.`);
    output.data({ ...report, requests: clouds.requests.total });
    process.exitCode = EXIT_CODES[report.verdict];
  });
}
