import { join } from 'node:path';
import type { Command } from 'commander';
import { connectClouds } from '../../operations/clouds/clouds.js';
import { readCertificates } from '../../operations/handover/certificates.js';
import { createHandover } from '../../operations/handover/handover.js';
import { openTasks } from '../../operations/handover/open-tasks.js';
import { writeFolder } from '../../operations/handover/write-folder.js';
import { requireEnvironment } from '../../operations/require-environment.js';
import { readFacts } from '../../operations/status/read-facts.js';
import { reportStatus } from '../../operations/status/status.js';
import { withSurroundings } from '../context.js';
import type { GlobalOptions } from '../global-options.js';
import { createOutput } from '../output.js';
import { noteWarnings } from '../warnings.js';

interface Options extends GlobalOptions {
  readonly out?: string;
}

export function addHandoverCommand(program: Command): void {
  program
    .command('handover')
    .description('write what the person at the console needs: the open steps, values and Entra’s metadata')
    .argument('<environment>', 'the environment')
    .option('--out <directory>', 'the folder to write (default: handover/<environment>)')
    .action((name: string, _options: object, command: Command) => handover(name, command.optsWithGlobals()));
}

async function handover(name: string, { config, json, out }: Options): Promise<void> {
  const output = createOutput(json);
  const { environment, warnings } = requireEnvironment(config, name);
  noteWarnings(output, warnings);
  await withSurroundings(async (surroundings) => {
    const clouds = await connectClouds(environment, surroundings);
    const facts = await readFacts(environment, clouds, surroundings);
    const now = new Date();
    const status = reportStatus(environment, facts, now);
    const { application } = facts.entra;
    const certificates =
      'found' in application && application.found !== null
        ? await readCertificates(environment, application.found, clouds.graph)
        : [];
    const files = createHandover(environment, status, certificates, now);
    const folder = out ?? join('handover', environment.name);
    writeFolder(folder, files);
    const open = openTasks(environment, status).map(({ title }) => title);
    output.text(
      [`${folder}: ${Object.keys(files).join(', ')}`, '', 'Open:', ...open.map((title) => `  ${title}`)].join(
        '\n',
      ),
    );
    output.data({ environment: environment.name, folder, files: Object.keys(files), open });
  });
}
