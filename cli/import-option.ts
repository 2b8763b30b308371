import type { Command } from 'commander';

export const addImportOption = (command: Command): Command =>
  command.option(
    '--import',
    'take over what exists in the clouds already instead of making it anew; it is looked for in both',
  );
