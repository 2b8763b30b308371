import { type Command, Option } from 'commander';
import { convert, type Format, FORMATS } from '../../operations/adopt/convert.js';
import { renderConversion } from '../../operations/adopt/render-conversion.js';
import type { GlobalOptions } from '../global-options.js';
import { createOutput } from '../output.js';

interface Options extends GlobalOptions {
  readonly from: Format;
  readonly accounts?: string;
}

export function addConvertCommand(program: Command): void {
  program
    .command('convert')
    .description('write the config of a new environment from another tool’s files')
    .argument('<environment>', 'the environment to write')
    .argument('<paths...>', 'the files, or folders that hold them')
    .addOption(
      new Option('--from <format>', 'the tool whose files they are')
        .choices(Object.keys(FORMATS))
        .makeOptionMandatory(),
    )
    .option('--accounts <file>', 'a file with aws.accounts of the organization, as this config has them')
    .action((name: string, paths: string[], _options: object, command: Command) =>
      convertFiles(name, paths, command.optsWithGlobals()),
    );
}

async function convertFiles(
  environment: string,
  paths: readonly string[],
  { config, json, from, accounts }: Options,
): Promise<void> {
  const output = createOutput(json);
  const conversion = await convert({ environment, format: from, paths, accounts, folder: config });
  output.text(renderConversion(conversion));
  output.data(conversion);
}
