/** A scanner that others maintain finds nothing in the synthesized Terraform but what is argued for. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Testing } from 'cdktf';
import { parse } from 'yaml';
import { BootstrapStack, type BootstrapStackProps } from '../../stacks/bootstrap-stack.js';
import { synthesize } from '../helpers/synthesize.js';
import { loadSandboxEnvironment } from '../operations/sandbox-environment.js';
import { pythonWith } from '../servers/python.js';

interface Exception {
  readonly check: string;
  readonly resource: string;
  readonly because: string;
}

const exceptions = parse(readFileSync(resolve(__dirname, 'checkov-exceptions.yaml'), 'utf8')) as Readonly<
  Record<string, readonly Exception[]>
>;

const s3: BootstrapStackProps['s3'] = {
  bucket: 'acme-federation-state',
  key: 'prod.tfstate',
  region: 'eu-west-1',
};
const kmsKeyId = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const stacks: Readonly<Record<string, () => object>> = {
  example: () => synthesize(loadSandboxEnvironment()),
  bootstrap: () => bootstrap(s3),
  bootstrapWithKey: () => bootstrap({ ...s3, kmsKeyId }),
};

function bootstrap(settings: BootstrapStackProps['s3']): object {
  const stack = new BootstrapStack(Testing.app(), 'bootstrap', {
    s3: settings,
    state: { file: 'bootstrap.tfstate' },
    adopt: false,
  });
  stack.prepareStack();
  return JSON.parse(Testing.synth(stack, true)) as object;
}

interface Check {
  readonly check_id: string;
  readonly resource: string;
  /** Such as `/example/cdk.tf.json`. */
  readonly file_path: string;
}

interface Report {
  readonly results: { readonly passed_checks: readonly Check[]; readonly failed_checks: readonly Check[] };
  readonly summary: { readonly parsing_errors: number };
}

let report: Report;

/** All folders at once: checkov takes longer to start than to scan. It asks no network. */
async function scan(contents: Readonly<Record<string, () => object>>): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'checkov-'));
  try {
    for (const [name, make] of Object.entries(contents)) {
      // checkov can't read these as Terraform takes them from JSON; they describe no object.
      const described = { ...make(), moved: undefined, removed: undefined };
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'cdk.tf.json'), JSON.stringify(described));
    }
    const options = ['--framework', 'terraform_json', '--skip-download', '--soft-fail', '--output', 'json'];
    const { stdout } = await promisify(execFile)(
      'python3',
      ['-m', 'checkov.main', '--directory', folder, ...options],
      {
        env: { ...process.env, ...(await pythonWith('checkov.requirements.txt')), HOME: folder },
        maxBuffer: 2 ** 26,
      },
    );
    return JSON.parse(stdout) as Report;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

beforeAll(async () => {
  report = await scan(stacks);
}, 300_000);

const listed = (checks: readonly { check: string; resource: string }[]): string[] =>
  checks.map(({ check, resource }) => `${check} ${resource}`).sort();

test.each(Object.keys(stacks))('%s fails the checks that are argued for, and no other', (name) => {
  const ofStack = ({ file_path }: Check) => file_path.startsWith(`/${name}/`);
  const failed = report.results.failed_checks.filter(ofStack);
  expect(listed(failed.map(({ check_id, resource }) => ({ check: check_id, resource })))).toEqual(
    listed(exceptions[name] ?? []),
  );
  expect(report.results.passed_checks.filter(ofStack).length).toBeGreaterThan(10);
});

test('every stack was read, and every exception has a reason', () => {
  expect(report.summary.parsing_errors).toBe(0);
  expect(Object.keys(exceptions)).toEqual(Object.keys(stacks));
  for (const { because } of Object.values(exceptions).flat()) expect(because).toMatch(/\S.*\.$/s);
});

test('a bucket that anybody may read would be found', async () => {
  const defective = await scan({ open: () => ({ ...bootstrap(s3), ...openBucket }) });
  const ids = defective.results.failed_checks.map(({ check_id }) => check_id);
  expect(ids).toEqual(expect.arrayContaining(['CKV_AWS_20', 'CKV_AWS_21']));
});

const openBucket = {
  resource: {
    aws_s3_bucket: { state: { bucket: 'open' } },
    aws_s3_bucket_acl: { state: { bucket: '${aws_s3_bucket.state.id}', acl: 'public-read' } },
  },
};
