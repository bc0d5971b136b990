import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { toRunReport } from '../assess.ts';
import { launchChromium } from '../testing/launch-chromium.ts';
import { sampleEvidence } from '../testing/sample-evidence.ts';
import { sampleLoadRun } from '../testing/sample-load.ts';
import { largeRun, sampleRun } from '../testing/sample-run.ts';
import { toHtml } from './to-html.ts';

/** Source of what runs inside the page. */
const lowContrastTexts = readFileSync(new URL('../testing/low-contrast.js', import.meta.url), 'utf8');
/** A browser on a busy machine takes its time. */
const inChromium = { tags: ['chromium'], timeout: 60_000 };

let browser: Browser | null = null;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'authproof-html-'));
  await writeFile(join(folder, 'report.html'), toHtml(toRunReport(sampleRun()), sampleEvidence));
  await writeFile(join(folder, 'load.html'), toHtml(toRunReport(sampleLoadRun()), sampleEvidence));
  await writeFile(join(folder, 'large.html'), toHtml(toRunReport(largeRun(1000)), sampleEvidence));
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

test('the page opens without an error, a request or a breach of its policy', inChromium, async () => {
  const { page, requests, complaints } = await openReport();
  await openFolds(page);
  expect(complaints).toEqual([]);
  expect(requests).toEqual([page.url()]);
});

test('the headline is the first heading, and in view', inChromium, async () => {
  const { page } = await openReport();
  const headline = page.getByRole('heading').first();
  expect(await headline.textContent()).toBe(toRunReport(sampleRun()).headline);
  const box = await headline.boundingBox();
  expect(box?.y).toBeLessThan(200);
});

test('headings go down one level at a time', inChromium, async () => {
  const { page } = await openReport();
  const levels = await page
    .locator('h1, h2, h3, h4, h5, h6')
    .evaluateAll((headings) => headings.map(({ tagName }) => Number(tagName.slice(1))));
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  for (const [index, level] of levels.entries())
    expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
});

test('a fold opens by keyboard', inChromium, async () => {
  const { page } = await openReport();
  const fold = page.locator('.finding details.evidence').first();
  await fold.locator('summary').focus();
  await page.keyboard.press('Enter');
  expect(await fold.getAttribute('open')).not.toBeNull();
  await page.keyboard.press('Space');
  expect(await fold.getAttribute('open')).toBeNull();
});

test('the first stop of the keyboard skips to the content', inChromium, async () => {
  const { page } = await openReport();
  await page.keyboard.press('Tab');
  const focused = page.locator(':focus');
  expect(await focused.textContent()).toBe('Skip to the content');
  expect((await focused.boundingBox())?.x).toBeGreaterThanOrEqual(0);
});

test('landmarks, tables and controls have names', inChromium, async () => {
  const { page } = await openReport();
  for (const [role, name] of [
    ['navigation', 'Sections'],
    ['region', 'What failed'],
    ['region', 'What is not proven'],
    ['search', 'Requirements'],
    ['searchbox', 'Find'],
    ['checkbox', 'violated'],
    ['group', 'Status'],
    ['table', /^Requirements by area and status/],
  ] as const) {
    expect(await page.getByRole(role, { name, exact: true }).count(), `${role} ${name}`).toBe(1);
  }
  expect(await page.getByRole('main').count()).toBe(1);
  const tree = await page.locator('body').ariaSnapshot();
  expect(tree).not.toMatch(/- (link|button|checkbox|heading|searchbox)( \[.*\])?:?$/m);
});

test('dark mode is dark, and every text has contrast in both', inChromium, async () => {
  const light = await openReport({ colorScheme: 'light' });
  const dark = await openReport({ colorScheme: 'dark' });
  expect(await background(dark.page)).not.toBe(await background(light.page));
  for (const { page } of [light, dark]) {
    await openFolds(page);
    expect(await page.evaluate(lowContrastTexts)).toEqual([]);
  }
});

test('a narrow screen needs no sideways scrolling', inChromium, async () => {
  const { page } = await openReport({ viewport: { width: 400, height: 800 } });
  await openFolds(page);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400);
});

test('the filter finds by words and by status, and says how many it found', inChromium, async () => {
  const { page } = await openReport();
  await page.getByRole('searchbox', { name: 'Find' }).fill('session identifier');
  expect(await page.locator('details.requirement:visible .id').allTextContents()).toEqual(['SES-002']);
  expect(await page.locator('#filter-count').textContent()).toBe('1 of 119 shown');
  await page.getByRole('checkbox', { name: 'proven', exact: true }).uncheck();
  expect(await page.locator('details.requirement:visible').count()).toBe(0);
});

test('a link to a requirement opens it, whatever the filter says', inChromium, async () => {
  const { page } = await openReport();
  await page.getByRole('searchbox', { name: 'Find' }).fill('nothing has these words');
  await page.locator('.clauses a', { hasText: 'CA-007' }).first().click();
  await page.locator('#CA-007[open]').waitFor();
  expect(await page.locator('#CA-007 .body').isVisible()).toBe(true);
});

test('without script everything is there but the filter', inChromium, async () => {
  const { page } = await openReport({ javaScriptEnabled: false });
  expect(await page.locator('details.requirement').count()).toBe(119);
  expect(await page.locator('#filter').isVisible()).toBe(false);
});

test('paper shows what a screen folds away', inChromium, async () => {
  const { page } = await openReport();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('#CA-007 .body').isVisible()).toBe(true);
  expect(await page.locator('.finding .exchange').first().isVisible()).toBe(true);
  expect(await page.getByRole('navigation').count()).toBe(0);
});

test('a thousand results can be filtered and opened', inChromium, async () => {
  const { page, complaints } = await openReport({}, 'large.html');
  await page.getByRole('searchbox', { name: 'Find' }).fill('CA-006');
  await page.locator('#CA-006 > summary').click();
  expect(await page.locator('#CA-006 details.result').count()).toBe(1004);
  expect(complaints).toEqual([]);
});

test(
  'figures under load are a table with bars that follow them, legible in light, dark and on a narrow screen',
  inChromium,
  async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, complaints } = await openReport(
        { colorScheme, viewport: { width: 400, height: 800 } },
        'load.html',
      );
      expect(await page.getByRole('region', { name: 'Under load' }).count()).toBe(2);
      const table = page.getByRole('table', { name: /^Token requests by kind of client/ });
      expect(await table.getByRole('rowheader').allTextContents()).toEqual([
        'client-secret-post',
        'client-secret-basic',
        'client-secret-jwt-hs256',
        'private-key-jwt-es256',
      ]);
      const shares = table.locator('tbody td:nth-child(3) rect');
      const widths = await shares.evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().width));
      expect(widths.map((width) => Math.round((100 * width) / (widths[0] ?? 1)))).toEqual([100, 85, 45, 32]);
      expect(await page.evaluate(lowContrastTexts)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400);
      expect(complaints).toEqual([]);
    }
  },
);

async function openReport(options: BrowserContextOptions = {}, file = 'report.html') {
  browser ??= await launchChromium();
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(pathToFileURL(join(folder, file)).href);
  return { page, requests, complaints };
}

function openFolds(page: Page): Promise<unknown> {
  return page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true");
}

function background(page: Page): Promise<string> {
  return page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
}
