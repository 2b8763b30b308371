import { certificateRotation } from '../../../operations/handover/certificate-rotation.js';
import { renderHtml } from '../../../operations/handover/html.js';
import { renderMarkdown } from '../../../operations/handover/markdown.js';
import { handoverPage, openTasks } from '../../../operations/handover/open-tasks.js';
import type { Page } from '../../../operations/handover/page.js';
import { tokenRotation } from '../../../operations/handover/token-rotation.js';
import { loadConfig, provisionedConfig, smallConfig } from '../../helpers/config.js';
import { application, denied, healthyAws, job, statusOf } from '../status/healthy.js';

const now = new Date('2026-11-22T12:00:00Z');
const environment = loadConfig(provisionedConfig());
const standing = [{ handle: 'c2026', der: 'MIIB', thumbprint: 'A'.repeat(40), ends: '2029-06-30' }];

const titles = (page: Pick<Page, 'tasks'> | undefined): string[] =>
  page?.tasks.map(({ title }) => title) ?? [];

const pendingEnvironment = () => {
  const config = smallConfig();
  Object.assign(config.entra, { provisioning: 'pending' });
  return loadConfig(config);
};

test('where all is well, only what no API tells is left to look at', () => {
  expect(titles(handoverPage(environment, statusOf()))).toEqual([
    'Compare the access portal’s address (step 2)',
    'Sign in (step 16)',
  ]);
});

test('at the very beginning every step by hand is there, in the order in which it is done', () => {
  const pending = pendingEnvironment();
  const status = statusOf(
    {
      entra: { application: { found: null }, job: undefined },
      aws: { instance: { found: null }, store: undefined, permissionSets: undefined, assignments: undefined },
    },
    pending,
  );
  expect(titles(handoverPage(pending, status))).toEqual([
    'Enable IAM Identity Center (step 1)',
    'Compare the access portal’s address (step 2)',
    'Apply',
    'Change the identity source to Entra (step 7)',
    'Have Entra sign with the configured certificate (step 6)',
    'Enable automatic provisioning (step 8)',
    'Apply',
    'Sign in (step 16)',
  ]);
});

test('what is open comes from the checklist: metadata, certificate, job, quarantine', () => {
  const quarantine = { reason: 'TooManyDeletes', currentBegan: '2026-11-20T01:00:00Z', error: null };
  const status = statusOf({
    entra: {
      application: { found: { ...application, preferredTokenSigningKeyThumbprint: null } },
      job: { found: { ...job, schedule: { state: 'Paused' }, status: { ...job.status, quarantine } } },
    },
    aws: {
      instance: {
        found: {
          arn: 'arn:aws:sso:::instance/ssoins-1',
          identityStoreId: 'd-x',
          owner: '000000000001',
          status: 'ACTIVE',
        },
      },
    },
  });
  expect(titles({ tasks: openTasks(environment, status) })).toEqual([
    'Compare the access portal’s address (step 2)',
    'Download AWS’s service provider metadata (step 3)',
    'Have Entra sign with the configured certificate (step 6)',
    'Have provisioning run (step 9)',
    'Mend provisioning (step 11)',
    'Sign in (step 16)',
  ]);
});

test('what the caller may not ask is said, and isn’t taken for open', () => {
  const page = handoverPage(
    environment,
    statusOf({ aws: { instance: denied('ListInstances', 'sso:ListInstances') } }),
  );
  expect(page.intro.at(-1)).toBe('Some of it can’t be told, for the caller lacks sso:ListInstances.');
  expect(titles(page)).not.toContain('Enable IAM Identity Center (step 1)');
});

test('steps that an apply does are named, and not described', () => {
  const page = handoverPage(
    environment,
    statusOf({ aws: { ...healthyAws, assignments: { found: new Set() } } }),
  );
  expect(page.intro.at(-1)).toBe('Besides, an apply is due for: Account assignments (step 13).');
});

test('a certificate is rotated in the order that loses no sign-in: AWS trusts it, Entra signs with it, the old one goes', () => {
  const page = certificateRotation(environment, standing, now);
  expect(titles(page)).toEqual([
    'Make the new certificate',
    'Have AWS trust it as well',
    'Have Entra sign with it',
    'Take the old one away',
  ]);
  const values = page.tasks.flatMap((task) => task.values.map(({ value }) => value));
  expect(values).toEqual([
    'c2026b: { endDate: 2029-11-22 }',
    'federation apply test\nfederation handover test',
    'activeCertificate: c2026b',
    'federation activate-certificate test c2026b',
    'https://test.awsapps.com/start',
    'c2026: { endDate: 2029-06-30, retired: true }',
    'federation apply test',
  ]);
});

test('where the new certificate stands already, the rotation goes on from there, with its own values', () => {
  const config = provisionedConfig();
  config.entra.application.certificates['c2027'] = { endDate: '2029-11-01' };
  const waiting = { handle: 'c2027', der: 'MIIC', thumbprint: 'B'.repeat(40), ends: '2029-11-01' };
  const page = certificateRotation(loadConfig(config), [...standing, waiting], now);
  expect(titles(page)[0]).toBe('Have AWS trust it as well');
  expect(page.tasks[0]?.values).toEqual([
    { label: 'Thumbprint (SHA-1)', value: 'B'.repeat(40) },
    { label: 'Ends', value: '2029-11-01' },
  ]);
});

test('once the new one is active in the config, it stays the one to go on to', () => {
  const config = provisionedConfig();
  config.entra.application.certificates['c2027'] = { endDate: '2029-11-01' };
  Object.assign(config.entra.application, { activeCertificate: 'c2027' });
  const active = { handle: 'c2027', der: 'MIIC', thumbprint: 'B'.repeat(40), ends: '2029-11-01' };
  const { tasks } = certificateRotation(loadConfig(config), [active, ...standing], now);
  expect(tasks.at(-1)?.values[0]?.value).toBe('c2026: { endDate: 2029-06-30, retired: true }');
  expect(tasks.at(-2)?.values[1]?.value).toBe('federation activate-certificate test c2027');
});

test('a token is rotated with two that stand at once, and tried before the old one goes', () => {
  expect(titles(tokenRotation(environment))).toEqual([
    'Make the new token',
    'Give it to Entra',
    'Try it',
    'Delete the old token',
  ]);
  expect(tokenRotation(loadConfig(smallConfig()))).toBeUndefined();
});

test.each([
  handoverPage(environment, statusOf()),
  certificateRotation(environment, standing, now),
  tokenRotation(environment),
])('each task says what to do, what is seen, how to check it and how to go back', (page) => {
  for (const { act, see, check, back } of page?.tasks ?? []) {
    expect(act.length).toBeGreaterThan(0);
    for (const text of [see, check, back]) expect(text).toMatch(/\S.*\.$/);
  }
});

const hostile: Page = {
  title: '<script>alert(1)</script> & "x"',
  intro: ['# no *heading* [link](x) `code`\u001b[31m'],
  tasks: [
    {
      title: 'T',
      act: ['a <b>'],
      values: [{ label: 'V', value: '```\n</pre><script>' }],
      see: 's.',
      check: 'c.',
      back: 'b.',
    },
  ],
};

test('nothing in a name becomes markup in HTML', () => {
  const html = renderHtml(hostile);
  expect(html).not.toMatch(/<script|<b>/);
  expect(html).toContain('<pre>```\n&lt;/pre&gt;&lt;script&gt;</pre>');
  expect(html).toContain(`default-src 'none'`);
});

test('nothing in a name becomes markup in Markdown, and values stand in fences that they can’t close', () => {
  const markdown = renderMarkdown(hostile);
  expect(markdown).toContain('# \\<script\\>alert(1)\\</script\\> \\& "x"');
  expect(markdown).toContain('\\# no \\*heading\\* \\[link\\](x) \\`code\\`\\\\u001b\\[31m');
  expect(markdown).toContain('````text\n```\n</pre><script>\n````');
});

test('both formats say the same, in the same order', () => {
  const page = certificateRotation(environment, standing, now);
  const [html, markdown] = [renderHtml(page), renderMarkdown(page)];
  for (const { title, values } of page.tasks) {
    for (const text of [title, ...values.flatMap(({ value }) => value.split('\n'))]) {
      expect(html).toContain(text);
      expect(markdown).toContain(text);
    }
  }
});
