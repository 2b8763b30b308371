import type { Command } from 'commander';
import {
  applyBootstrap,
  type BootstrapPlan,
  withBootstrapPlan,
} from '../../operations/bootstrap/bootstrap.js';
import { renderBootstrap } from '../../operations/bootstrap/render.js';
import { requireS3 } from '../../operations/bootstrap/require-s3.js';
import { requireEnvironment } from '../../operations/require-environment.js';
import { confirm, requireTerminal } from '../ask.js';
import { withContext } from '../context.js';
import type { GlobalOptions } from '../global-options.js';
import { createOutput } from '../output.js';
import { noteWarnings } from '../warnings.js';

interface Options extends GlobalOptions {
  readonly autoApprove?: boolean;
}

export function addBootstrapCommand(program: Command): void {
  program
    .command('bootstrap')
    .description('make the S3 bucket that an environment’s state lives in, or put its protections right')
    .argument('<environment>', 'the environment')
    .option('--auto-approve', 'do not ask')
    .action((name: string, _options: object, command: Command) => bootstrap(name, command.optsWithGlobals()));
}

async function bootstrap(name: string, { config, json, autoApprove }: Options): Promise<void> {
  const output = createOutput(json);
  const { environment, warnings } = requireEnvironment(config, name);
  noteWarnings(output, warnings);
  requireS3(environment);
  await withContext(async (context) => {
    await withBootstrapPlan(environment, context, async (plan) => {
      output.text(renderBootstrap(plan));
      const done = isDone(plan);
      if (!done) requireTerminal(autoApprove, 'Pass --auto-approve.');
      const approved =
        done ||
        autoApprove ||
        (await confirm('Do this? Only "yes" is taken for yes:', 'yes', context.signal));
      if (approved && !done) await applyBootstrap(plan, context);
      const { stage, account, s3, changes } = plan;
      const { bucket, region } = s3;
      output.data({ environment: name, bucket, region, account, stage, changes, applied: approved });
      if (!done)
        output.text(
          approved ? `The bucket ${bucket} is ready. Its own state is in it.` : 'Nothing was done.',
        );
    });
  });
}

const isDone = ({ stage, changes }: BootstrapPlan): boolean => stage === 'standing' && changes.length === 0;
