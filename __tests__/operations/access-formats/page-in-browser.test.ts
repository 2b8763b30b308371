import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { AccessDocument } from '../../../operations/access-formats/access-document.js';
import { describeAccess } from '../../../operations/access-formats/describe-access.js';
import { renderAccessPage } from '../../../operations/access-formats/page.js';
import { accessibilityFaults, describeInBrowser, launchBrowser } from '../../helpers/browser.js';
import { loadSandboxEnvironment } from '../sandbox-environment.js';
import { HOSTILE_NAME, hostileDocument, withheldDocument } from './environments.js';
import { largeDocument } from './large-document.js';

describeInBrowser('the page that says who can do what where', () => {
  const folder = mkdtempSync(join(tmpdir(), 'access-page-'));
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** Everything that the page asks for, and what goes wrong in it. */
  let heard: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    context = await browser.newContext();
    page = await context.newPage();
    heard = [];
    page.on('request', (request) => heard.push(`request ${request.url()}`));
    page.on('pageerror', (error) => heard.push(error.message));
    page.on('console', (message) => heard.push(message.text()));
    page.on('dialog', (dialog) => {
      heard.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
  });
  afterEach(() => context.close());

  async function open(document: AccessDocument): Promise<string> {
    const file = join(folder, 'access.html');
    writeFileSync(file, renderAccessPage(document));
    const url = pathToFileURL(file).href;
    await page.goto(url);
    return url;
  }
  const openSandbox = () => open(describeAccess(loadSandboxEnvironment()));
  const shown = () => page.locator('#shown').textContent();
  const rows = () => page.locator('#matrix tbody :is(th, .fold) > bdi').allTextContents();
  const columns = () => page.locator('#matrix thead .principal > bdi').allTextContents();
  const row = (account: string) =>
    page.locator('#matrix tbody tr').filter({ has: page.getByText(account, { exact: true }) });
  const box = (label: RegExp) =>
    page.locator('.box').filter({ has: page.locator('title', { hasText: label }) });

  test('asks the network for nothing, and has no faults', async () => {
    const url = await openSandbox();
    expect(await shown()).toBe('71 grants of 71, 18 accounts of 18.');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(heard).toEqual([`request ${url}`]);
  });

  test('tells totals, skipped accounts and emergency access', async () => {
    await openSandbox();
    expect(await page.locator('#totals > div').allInnerTexts()).toEqual([
      'Grants\n71',
      'Withheld\n0',
      'Groups and users\n9',
      'Permission sets\n6',
      'Accounts reached\n17 of 18',
      'Accounts skipped\n1',
    ]);
    expect(await page.locator('#skipped tbody').innerText()).toContain(
      'legacy-shop (210987650602)\tThe account "legacy-shop" is suspended.\t\nconfig/sandbox/teams/platform.yaml:6 access[0]',
    );
    expect(await page.locator('#emergency').innerText()).toContain('Emergency access is off.');
    expect(await page.locator('#emergency tbody tr').first().innerText()).toContain(
      'payments-prod (210987650301)',
    );
  });

  test('has headers for rows and columns, accounts under their units', async () => {
    await openSandbox();
    expect((await rows()).slice(0, 6)).toEqual([
      'Root',
      'management',
      'Infrastructure',
      'network',
      'shared-services',
      'Playground',
    ]);
    expect(
      await page.locator('#matrix thead th:not([scope=col]), #matrix tbody th:not([scope=row])').count(),
    ).toBe(0);
    const cells = await row('data-test').locator('td').allInnerTexts();
    expect(cells.slice(0, 3)).toEqual(['6', 'ReadOnly', 'DataEngineer']);
  });

  test('search leaves what has all the words', async () => {
    await openSandbox();
    await page.getByLabel('Search').fill('PAYMENTS developers prod');
    expect(await shown()).toBe('2 grants of 71, 2 accounts of 18.');
    expect(await columns()).toEqual(['payments-developers']);
    await page.getByLabel('Search').fill('210987650602');
    expect(await shown()).toBe('0 grants of 71, 1 account of 18.');
    await page.getByRole('button', { name: 'Clear' }).click();
    expect(await shown()).toBe('71 grants of 71, 18 accounts of 18.');
  });

  test('filters hold together', async () => {
    await openSandbox();
    await page.getByLabel('Group or user').selectOption('group security-auditors (AWS Security Auditors)');
    expect(await shown()).toBe('28 grants of 71, 15 accounts of 18.');
    await page.getByLabel('Permission set').selectOption('SecurityAudit');
    expect(await shown()).toBe('13 grants of 71, 13 accounts of 18.');
    await page.getByLabel('OU', { exact: true }).selectOption('/Workloads/Prod');
    expect(await shown()).toBe('4 grants of 71, 4 accounts of 18.');
    await page.getByLabel('Tag').selectOption('pci=yes');
    expect(await rows()).toEqual(['Root', 'Workloads', 'Prod', 'Payments', 'ledger-prod', 'payments-prod']);
    await page.getByLabel('Only withheld').check();
    expect(await shown()).toBe('0 grants of 71, 0 accounts of 18.');
  });

  test('a unit folds, and then sums up what is below it', async () => {
    await openSandbox();
    const workloads = page.getByRole('button', { name: /^Workloads/ });
    await workloads.click();
    expect(await workloads.getAttribute('aria-expanded')).toBe('false');
    expect((await rows()).slice(-2)).toEqual(['security-tooling', 'Workloads']);
    expect(await row('Workloads').getByRole('button').allInnerTexts()).toContain('SecurityAudit ×10');
    await workloads.press('Enter');
    expect(await rows()).toContain('payments-prod');
    await page.getByRole('button', { name: 'Fold all', exact: true }).click();
    expect(await rows()).toEqual([
      'Root',
      'management',
      'Infrastructure',
      'Playground',
      'Security',
      'Workloads',
    ]);
    await page.getByRole('button', { name: 'Unfold all' }).click();
    expect(await rows()).toContain('payments-prod');
  });

  test('a permission set in a cell says why', async () => {
    await openSandbox();
    await row('payments-dev').getByRole('button', { name: 'Developer' }).click();
    expect(await page.locator('#why').innerText()).toBe(
      [
        'group payments-developers (AWS Payments Developers) has Developer in payments-dev',
        'Account 210987650501 · payments-dev · OU /Workloads/Dev · tags team=payments, tier=dev',
        'Because of:',
        'config/sandbox/teams/payments.yaml:5 access[0]\nClose',
      ].join('\n\n'),
    );
    await page.keyboard.press('Escape');
    expect(await page.locator('#why').isVisible()).toBe(false);
  });

  test('a unit’s sum says which lines reach which accounts', async () => {
    await openSandbox();
    await page.getByRole('button', { name: /^Prod/ }).click();
    await row('Prod')
      .getByRole('button', { name: /ReadOnly ×2/ })
      .first()
      .click();
    expect(await page.locator('#why').innerText()).toContain(
      'has ReadOnly in 2 accounts\n\nBecause of:\n\nconfig/sandbox/teams/payments.yaml:6 access[1]: ledger-prod, payments-prod',
    );
  });

  test('a grant that waits is marked in words, and says why', async () => {
    await open(withheldDocument());
    expect(await shown()).toBe('2 grants of 2, 3 accounts of 3.');
    await page.getByLabel('Only withheld').check();
    expect(await columns()).toEqual(['team']);
    await page.getByRole('button', { name: 'Administrator (withheld)' }).click();
    expect(await page.locator('#why .notice').innerText()).toMatch(
      /^Withheld for now\. The group "team" is managed here/,
    );
  });

  test('the keyboard reaches every cell: one stop, then arrows', async () => {
    await openSandbox();
    const focused = () => page.locator(':focus').innerText();
    await page.getByRole('button', { name: /^Root/ }).focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    expect(await focused()).toMatch(/^Security/);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Tab');
    expect(await page.locator('#matrix :focus').count()).toBe(0);
    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toMatch(/^Infrastructure/);
    await row('emergency').getByRole('button', { name: 'Administrator' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe('ReadOnly');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('SecurityAudit');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.locator('#why h2').innerText()).toContain('has ReadOnly in log-archive');
  });

  test('the picture leads from who to what and where', async () => {
    await openSandbox();
    await box(/^group payments-developers /).click();
    expect(await page.locator('.box.lit title').allTextContents()).toEqual([
      'group payments-developers (AWS Payments Developers)',
      'ReadOnly in 2 accounts',
      'Developer in 2 accounts',
      'payments-dev',
      'ledger-prod',
      'payments-prod',
      'payments-test',
    ]);
    await box(/^management$/).press('Enter');
    expect(await page.locator('.box.lit title').allTextContents()).toEqual([
      'group finance (AWS Finance)',
      'OrganizationBilling in 1 account',
      'management',
    ]);
  });

  test('names that mean mischief are shown, and nothing of them runs', async () => {
    const url = await open(hostileDocument());
    const name = HOSTILE_NAME.replace('\u200f', String.raw`\u200f`);
    expect(await page.locator('#matrix thead .also bdi').allTextContents()).toContain(name);
    for (const cell of await page.locator('.grant').all()) await cell.click();
    for (const each of await page.locator('.box').all()) await each.click();
    await page.getByLabel('Search').fill('</script>');
    expect(await columns()).toEqual(['admins', 'mallory']);
    expect(await page.locator('img, body script:not([type])').count()).toBe(0);
    expect(heard).toEqual([`request ${url}`]);
  });

  test('no script from elsewhere runs, even where markup got in', async () => {
    await openSandbox();
    const added = await page.evaluate(() => {
      try {
        document.body.innerHTML += '<img src=x onerror="document.title=1">';
        return 'added';
      } catch (error) {
        return String(error);
      }
    });
    expect(added).toMatch(/^TypeError: .*requires 'TrustedHTML' assignment/);
  });

  test('stays usable with 5,000 grants in 300 accounts', async () => {
    const large = largeDocument();
    expect(Buffer.byteLength(renderAccessPage(large))).toBeLessThan(400_000);
    await open(large);
    expect(await shown()).toBe('5000 grants of 5000, 300 accounts of 300.');
    expect((await rows()).length).toBeLessThan(40);
    await page.getByRole('button', { name: 'Unfold all' }).click();
    expect(await page.locator('.grant').count()).toBe(5000);
    await page.getByLabel('Search').fill('account-299 team-0');
    expect(await shown()).toBe('1 grant of 5000, 1 account of 300.');
  });

  test('prints what each account has where the columns are too many for a page', async () => {
    await open(largeDocument());
    await page.getByRole('button', { name: 'Unfold all' }).click();
    await page.emulateMedia({ media: 'print' });
    const cell = row('account-7').locator('td[data-principal]').first();
    expect(await cell.evaluate((element) => getComputedStyle(element, '::before').content)).toMatch(
      /group team-\d+/,
    );
    expect(await page.locator('#filters').isVisible()).toBe(false);
    const { scrollWidth, clientWidth } = await page.locator('html').evaluate((html) => html);
    expect(scrollWidth).toBe(clientWidth);
  });
});
