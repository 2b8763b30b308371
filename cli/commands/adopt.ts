import type { Command } from 'commander';
import { describe, type DescribeRequest } from '../../operations/adopt/describe/describe.js';
import { renderDescription } from '../../operations/adopt/describe/render.js';
import { UserError } from '../../operations/user-error.js';
import { withSurroundings } from '../context.js';
import { configFlag, type GlobalOptions } from '../global-options.js';
import { createOutput } from '../output.js';

interface Options extends GlobalOptions {
  readonly tenant?: string;
  readonly region?: string;
  readonly metadata?: string;
  readonly application?: string;
  readonly memberRole?: string;
}

const HELP = `
Reads both clouds and changes nothing in them. What was read is kept beside the config until it is written, readable
by you alone: a run that was interrupted goes on from there within the hour.`;

export function addAdoptCommand(program: Command): void {
  program
    .command('adopt')
    .description('write the config of a new environment from what stands in both clouds')
    .argument('<environment>', 'the environment to write')
    .option('--tenant <id>', 'the Entra tenant; by default that of ARM_TENANT_ID')
    .option('--region <region>', 'the Region of IAM Identity Center; by default that of AWS_REGION')
    .option('--metadata <file>', 'AWS’s SAML metadata, from its console; by default put together')
    .option('--application <name>', 'the name or id of the application, where it can’t be told')
    .option('--member-role <name>', 'a role in each account that may read its policies, to tell missing ones')
    .addHelpText('after', HELP)
    .action((name: string, _options: object, command: Command) => adopt(name, command.optsWithGlobals()));
}

async function adopt(environment: string, { config, json, tenant, region, ...rest }: Options): Promise<void> {
  const output = createOutput(json);
  const { ARM_TENANT_ID, ARM_ENVIRONMENT, AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const request: DescribeRequest = {
    environment,
    folder: config,
    tenantId: required(tenant ?? ARM_TENANT_ID, 'the Entra tenant: --tenant <id>, or ARM_TENANT_ID'),
    region: required(
      region ?? AWS_REGION ?? AWS_DEFAULT_REGION,
      'the Region of IAM Identity Center: --region <region>, or AWS_REGION',
    ),
    cloud: ARM_ENVIRONMENT === 'usgovernment' ? 'usgovernment' : 'public',
    metadata: rest.metadata,
    application: rest.application,
    memberRole: rest.memberRole,
  };
  await withSurroundings(async (surroundings) => {
    const description = await describe(request, surroundings);
    output.text(renderDescription(description, configFlag(config)));
    output.data(description);
  });
}

function required(value: string | undefined, what: string): string {
  if (value !== undefined && value !== '') return value;
  throw new UserError(`Name ${what}.`);
}
