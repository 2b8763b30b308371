/** People sign in with a real browser. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { accessibilityFaults, describeInBrowser, launchBrowser } from '../../../helpers/browser.js';
import { createFederated, EMERGENCY, IDENTITY_CENTER, type Federated } from './federated.js';

const PRIYA = 'priya.raman@acme.example';
const LUCIA = 'lucia.ferrari@acme.example';

describeInBrowser('signing in with a browser', () => {
  let federated: Federated;
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
    federated = await createFederated();
  });
  beforeEach(() => federated.connect());
  afterAll(async () => {
    await browser.close();
    await federated.stop();
  });

  const portal = () => federated.pages.addressOf('https://acme.awsapps.com/start');

  /** In a new browser. What the browser itself finds wrong with pages, such as with their security policy, fails the test. */
  async function withPage(
    use: (page: Page) => Promise<void>,
    options: BrowserContextOptions = {},
  ): Promise<void> {
    const context = await browser.newContext(options);
    const complaints: string[] = [];
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await use(page);
    await context.close();
    expect(complaints.filter((text) => !text.includes('responded with a status of 4'))).toEqual([]);
  }

  async function signIn(
    page: Page,
    user: string,
    password = federated.world.entra.signIn.password,
  ): Promise<void> {
    await page.getByLabel('User name').fill(user);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

  test('from the portal to Entra and back, to an account, a role, and its credentials', () =>
    withPage(async (page) => {
      await page.goto(portal());
      await heading(page, 'Sign in');
      await signIn(page, LUCIA);
      await heading(page, 'AWS accounts');
      expect(page.url()).toBe(portal());
      await page.getByRole('status').getByText('Accounts: 4').waitFor();

      await page.getByLabel('Filter accounts by name or ID').fill('0501');
      await page.getByRole('button', { name: 'Filter' }).click();
      await page.getByRole('status').getByText('Accounts: 1 of 4').waitFor();
      await page.getByRole('link', { name: 'Access keys of Developer in payments-dev' }).click();
      await heading(page, 'Access keys of Developer in 210987650501');
      const variables = await page.getByLabel('Environment variables').textContent();
      expect(variables).toMatch(
        /^export AWS_ACCESS_KEY_ID="ASIA[A-Z2-7]{16}"\nexport AWS_SECRET_ACCESS_KEY=".{40}"\nexport AWS_SESSION_TOKEN=".+"$/,
      );
      const facts = await page.locator('dl').innerText();
      expect(facts).toMatch(
        /arn:aws:sts::210987650501:assumed-role\/AWSReservedSSO_Developer_[0-9a-f]{16}\/lucia\.ferrari@acme\.example/,
      );
      expect(facts).toMatch(/Session tag Team\s+Payments/);
      expect(facts).toMatch(/Session tag JobTitle\s+Software Engineer/);
    }));

  test('a role that somebody doesn’t have gives no credentials', () =>
    withPage(async (page) => {
      await page.goto(portal());
      await signIn(page, LUCIA);
      await heading(page, 'AWS accounts');
      await page.goto(`${portal()}/credentials?account_id=210987650001&role_name=AdministratorAccess`);
      await heading(page, 'No access');
    }));

  test('a wrong password is told beside the form, which keeps the name', () =>
    withPage(async (page) => {
      await page.goto(portal());
      await signIn(page, LUCIA, 'guess');
      await page.getByRole('alert').getByText('AADSTS50126').waitFor();
      expect(await page.getByLabel('User name').inputValue()).toBe(LUCIA);
      expect(await page.getByLabel('Password').inputValue()).toBe('');
      await signIn(page, LUCIA);
      await heading(page, 'AWS accounts');
    }));

  test('whoever isn’t assigned is told by Entra, with what support asks for', () =>
    withPage(async (page) => {
      await page.goto(portal());
      await signIn(page, 'ruth.cohen@acme.example');
      await heading(page, 'Sorry, but we’re having trouble signing you in.');
      await page
        .getByRole('alert')
        .getByText(/^AADSTS50105: /)
        .waitFor();
      const details = await page.locator('dl').innerText();
      expect(details).toMatch(/Correlation Id\s+[0-9a-f-]{36}/);
      expect(details).toMatch(/Timestamp\s+2026-11-2\dT/);
    }));

  test('a second factor is passed, or not', async () => {
    federated.enforceConditionalAccess(true);
    await withPage(async (page) => {
      await page.goto(portal());
      await signIn(page, LUCIA);
      await heading(page, 'Approve sign in request');
      await page.getByRole('button', { name: 'I can’t do this now' }).click();
      await page
        .getByRole('alert')
        .getByText(/^AADSTS50076: /)
        .waitFor();
      await page.goto(portal());
      await page.getByRole('button', { name: 'Approve' }).click();
      await heading(page, 'AWS accounts');
    });
  });

  test('from My Apps to the console by emergency access, with a role to choose, and without a second password', () =>
    withPage(async (page) => {
      await page.goto(federated.pages.addressOf('https://myapps.microsoft.com/'));
      await signIn(page, PRIYA);
      await heading(page, 'My Apps');
      await page.getByRole('link', { name: EMERGENCY }).click();
      await heading(page, 'Select a role');
      await page.getByLabel('Observer').check();
      await page.getByRole('button', { name: 'Sign in' }).click();
      await heading(page, 'You are signed in');
      expect(await page.locator('dl').innerText()).toMatch(/Role\s+arn:aws:iam::210987650103:role\/Observer/);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await heading(page, 'You are not signed in');

      await page.getByRole('link', { name: 'My Apps of Microsoft Entra ID' }).click();
      await page.getByRole('link', { name: IDENTITY_CENTER }).click();
      await heading(page, 'AWS accounts');
      await page.getByRole('button', { name: 'Sign out' }).click();
      await heading(page, 'You have signed out');
      await page.getByRole('link', { name: 'Sign in again' }).click();
      await heading(page, 'AWS accounts');
    }));

  test('once signed out of Entra, one is asked again', () =>
    withPage(async (page) => {
      const myApps = federated.pages.addressOf('https://myapps.microsoft.com/');
      await page.goto(myApps);
      await signIn(page, PRIYA);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await heading(page, 'You signed out of your account');
      await page.goto(myApps);
      await heading(page, 'Sign in');
    }));

  test('the keyboard is enough', () =>
    withPage(async (page) => {
      const { keyboard } = page;
      const focused = () => page.locator('body :focus').allTextContents();
      const tabTo = async (name: string) => {
        for (let tabs = 0; tabs < 40; tabs += 1) {
          if ((await focused()).join().includes(name)) return;
          await keyboard.press('Tab');
        }
        throw new Error(`Tab doesn't come to ${name}.`);
      };
      await page.goto(portal());
      await page.locator('#login:focus').waitFor();
      await keyboard.type(LUCIA);
      await keyboard.press('Tab');
      await keyboard.type(federated.world.entra.signIn.password);
      await keyboard.press('Enter');
      await heading(page, 'AWS accounts');
      await tabTo('payments-prod');
      await keyboard.press('Enter');
      await tabTo('Access keys of ReadOnly in payments-prod');
      await keyboard.press('Enter');
      await heading(page, 'Access keys of ReadOnly in 210987650301');
    }));

  test('without JavaScript one more button is to be pressed', () =>
    withPage(
      async (page) => {
        await page.goto(portal());
        await signIn(page, LUCIA);
        await page.getByRole('button', { name: 'Continue' }).click();
        await heading(page, 'AWS accounts');
      },
      { javaScriptEnabled: false },
    ));

  test('every page can be used by people who can’t see it, and by those with little room', () =>
    withPage(
      async (page) => {
        const check = async (title: string) => {
          await heading(page, title);
          expect({ title, faults: await accessibilityFaults(page) }).toEqual({ title, faults: [] });
          const overhang = await page.evaluate(
            () => document.documentElement.scrollWidth - window.innerWidth,
          );
          expect({ title, overhang }).toEqual({ title, overhang: 0 });
        };
        federated.enforceConditionalAccess(true);
        await page.goto(portal());
        await check('Sign in');
        await signIn(page, PRIYA, 'guess');
        await check('Sign in');
        await signIn(page, PRIYA);
        await check('Approve sign in request');
        await page.getByRole('button', { name: 'Approve' }).click();
        await check('AWS accounts');
        await page.getByRole('heading', { name: 'network' }).click();
        await check('AWS accounts');
        await page.getByRole('link', { name: 'in network' }).click();
        await check('Access keys of AdministratorAccess in 210987650201');
        await page.goto(federated.pages.addressOf('https://myapps.microsoft.com/'));
        await check('My Apps');
        await page.getByRole('link', { name: EMERGENCY }).click();
        await check('Select a role');
        await page.getByLabel('Observer').check();
        await page.getByRole('button', { name: 'Sign in' }).click();
        await check('You are signed in');
        await page.goto(federated.pages.origin);
        await check('There is no page at this address');
        await federated.ask({ ask: 'enable', application: EMERGENCY, enabled: false });
        await page.goto(federated.signInTo(EMERGENCY));
        await check('Sorry, but we’re having trouble signing you in.');
      },
      { viewport: { width: 320, height: 640 } },
    ));
});
