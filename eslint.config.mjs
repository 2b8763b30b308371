import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Refuses imports of the named top-level folders: dependencies point one way. */
const mayNotImport = (from, folders, why) => ({
  files: from.map((folder) => `${folder}/**/*.ts`),
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          { regex: `^(\\.\\./)+(${folders.join('|')})(/|$)`, message: why },
          ...(from[0] === 'model' ? [noCdktf] : []),
        ],
      },
    ],
  },
});
const noCdktf = { regex: '^(cdktf|constructs|@cdktf/.*)$', message: 'model/ knows nothing of CDKTF.' };
const oneWay = 'Dependencies point one way: model <- stacks <- operations <- cli.';

export default tseslint.config(
  { ignores: ['node_modules', 'cdktf.out', '.gen', 'coverage'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    languageOptions: {
      globals: {
        process: 'readonly',
        module: 'writable',
        require: 'readonly',
        __dirname: 'readonly',
        console: 'readonly',
      },
    },
  },
  { files: ['**/*.cjs', '*.js'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  mayNotImport(['model'], ['stacks', 'operations', 'cli', 'sandbox'], oneWay),
  mayNotImport(['stacks'], ['operations', 'cli', 'sandbox'], oneWay),
  mayNotImport(['operations'], ['cli', 'sandbox'], oneWay),
  mayNotImport(
    ['cli'],
    ['sandbox'],
    'The product never imports the sandbox; it starts it as a process of its own.',
  ),
  {
    files: ['sandbox/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(\\.\\./)+(model|stacks|operations|cli)(/|$)',
              allowTypeImports: true,
              message: 'The sandbox imports nothing of the product but its types.',
            },
          ],
        },
      ],
    },
  },
);
