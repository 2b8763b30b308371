/** Real Chromium for tests, and what makes a page accessible. */
import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const MISSING =
  'The browser tests need Chromium: install it (Debian, Ubuntu: apt-get install chromium), or put the path of Chromium ' +
  'or Chrome into CHROMIUM_PATH.';

const executablePath = process.env['CHROMIUM_PATH'] ?? USUAL_PLACES.find((path) => existsSync(path));

/** The suite fails without Chromium where `CI` is set; elsewhere jest tells it as skipped, and standard error why. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (executablePath !== undefined || process.env['CI']) {
    describe(name, tests);
    return;
  }
  process.stderr.write(`\nNOT RUN: "${name}". ${MISSING}\n\n`);
  describe.skip(name, tests);
}

/** @throws Error where there is no Chromium, with what to do. */
export async function launchBrowser(): Promise<Browser> {
  if (executablePath === undefined || !existsSync(executablePath)) throw new Error(MISSING);
  return chromium.launch({ executablePath });
}

/**
 * What is wrong with a page for people who can't see it, or not well, a line each: language, title, landmarks, headings,
 * names of fields, buttons and links, and contrast, in light and dark. WCAG 2.2 asks for 4.5 to 1.
 */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const faults = await page.evaluate(structureFaults);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    faults.push(...(await page.evaluate(contrastFaults)).map((fault) => `${colorScheme}: ${fault}`));
  }
  await page.emulateMedia({ colorScheme: null });
  return faults;
}

/** Runs in the browser. */
function structureFaults(): string[] {
  const all = <E extends Element>(selector: string) => Array.from(document.querySelectorAll<E>(selector));
  const levels = all('h1, h2, h3, h4').map(({ tagName }) => Number(tagName.slice(1)));
  const nameless = (element: Element) =>
    (element.getAttribute('aria-label') ?? element.textContent ?? '').trim() === '';
  return [
    ...(document.documentElement.lang === 'en' ? [] : ['The page has no language.']),
    ...(document.title === '' ? ['The page has no title.'] : []),
    ...['header', 'main', 'footer', 'h1']
      .filter((selector) => all(selector).length !== 1)
      .map((selector) => `There are ${all(selector).length} of ${selector}.`),
    ...levels
      .filter((level, index) => level > (levels[index - 1] ?? 0) + 1)
      .map((level) => `A level is left out before h${level}.`),
    ...all<HTMLInputElement>('input:not([type=hidden])')
      .filter(({ labels }) => Array.from(labels ?? []).every(nameless))
      .map(({ name }) => `The field ${name} has no label.`),
    ...all('button, a, summary')
      .filter(nameless)
      .map(({ outerHTML }) => `Without a name: ${outerHTML}`),
    ...all('[tabindex]')
      .filter((element) => Number(element.getAttribute('tabindex')) > 0)
      .map(({ outerHTML }) => `Out of order: ${outerHTML}`),
  ];
}

/** Runs in the browser. */
function contrastFaults(): string[] {
  const LEAST = 4.5;
  const luminance = (color: string) => {
    const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const backgroundOf = (element: Element | null): string => {
    if (element === null) return 'rgb(255, 255, 255)';
    const { backgroundColor } = getComputedStyle(element);
    return backgroundColor === 'rgba(0, 0, 0, 0)' ? backgroundOf(element.parentElement) : backgroundColor;
  };
  const hasText = (element: Element) =>
    Array.from(element.childNodes).some(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
    );
  return Array.from(document.body.querySelectorAll('*'))
    .filter(hasText)
    .flatMap((element) => {
      const [dark = 0, light = 0] = [getComputedStyle(element).color, backgroundOf(element)]
        .map(luminance)
        .sort((a, b) => a - b);
      const ratio = (light + 0.05) / (dark + 0.05);
      return ratio >= LEAST ? [] : [`${ratio.toFixed(1)} to 1: ${element.textContent?.trim()}`];
    });
}
