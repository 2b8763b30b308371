import { describeAccess } from '../../../operations/access-formats/describe-access.js';
import { renderAccessMarkdown } from '../../../operations/access-formats/markdown.js';
import { loadSandboxEnvironment } from '../sandbox-environment.js';
import { hostileDocument, withheldDocument } from './environments.js';

const text = renderAccessMarkdown(describeAccess(loadSandboxEnvironment()));

test('an account says who has what there, and because of which line', () => {
  expect(text).toContain(
    [
      '### payments-dev (210987650501)',
      '',
      'OU: /Workloads/Dev; tags: team=payments, tier=dev',
      '',
      '| Who | Permission set | Because of | Status |',
      '| --- | --- | --- | --- |',
      '| group payments-developers (AWS Payments Developers) | Developer | config/sandbox/teams/payments.yaml:5 |  |',
      '| group platform-admins (AWS Platform Admins) | Administrator (AdministratorAccess) | config/sandbox/teams/platform.yaml:6 |  |',
      '',
    ]
      .join('\n')
      .replace(/\n$/, ''),
  );
});

test('totals are told at the start', () => {
  expect(text.split('\n').slice(0, 12)).toEqual([
    '# Who can do what where: sandbox',
    '',
    'From the config alone: what it gives, whether it is applied yet or not.',
    '',
    '- Grants: 71, 0 of them withheld for now',
    '- Accounts: 18, 17 of them reached by grants, 1 skipped',
    '- Emergency access: off',
    '',
    '## Totals',
    '',
    '| Who | Permission sets | Accounts | Grants |',
    '| --- | --- | --- | --- |',
  ]);
  expect(text).toContain(
    '| group security-auditors (AWS Security Auditors) | ReadOnly, SecurityAudit | 15 | 28 |\n',
  );
});

test('skipped accounts and emergency access stand at the end', () => {
  expect(text).toContain(
    '| legacy-shop (210987650602) | The account "legacy-shop" is suspended. | config/sandbox/teams/platform.yaml:6, ',
  );
  expect(text).toMatch(
    /## Emergency access\n\nEmergency access is off\. It needs no grant\.\n\n.*\n.*\n\| group break-glass \(Break Glass Accounts\), group platform-admins \(AWS Platform Admins\) \| BreakGlass \| emergency \(210987650103\) \| payments-prod \(210987650301\), storefront-prod \(210987650303\) \|/,
  );
});

test('what is withheld is marked, and says why once', () => {
  const waiting = renderAccessMarkdown(withheldDocument());
  expect(waiting).toMatch(/^\| group team \| Administrator \| \S*test\.yaml:\d+ \| withheld \|$/m);
  expect(waiting).toMatch(
    /## Withheld for now\n\nThe group "team" is managed here, .*\n\n\| Who \| Permission set \| Account \|\n.*\n\| group team \| Administrator \| dev \(111111111111\) \|\n/,
  );
});

test('names that mean mischief stay text in their cells', () => {
  const lines = renderAccessMarkdown(hostileDocument()).split('\n');
  const rows = lines.filter((line) => line.startsWith('|'));
  const columns = rows.map((row) => row.replace(/\\./g, '').split('|').length - 2);
  expect(new Set(columns)).toEqual(new Set([4, 5]));
  const unescaped = lines.map((line) => line.replace(/\\./g, '')).join('\n');
  expect(unescaped).not.toMatch(/[<>`*[\]&]|:\/\/|[\p{Cc}\p{Bidi_Control}](?<!\n)/u);
  expect(lines.join('\n')).toContain(
    String.raw`group admins (\</script\>\<img src=x onerror=alert(1)\> "q" 'a' \&lt; \| \`c\` \*b\* \[l\](https\://evil.example) \\u200fRTL)`,
  );
});
