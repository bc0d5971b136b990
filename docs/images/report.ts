// node docs/images/report.ts RUN: the picture in README.md, of the report of a run.
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launchChromium } from '../../reports/testing/launch-chromium.ts';

const [run = ''] = process.argv.slice(2);
const browser = await launchChromium();
const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, colorScheme: 'light' });
await page.goto(pathToFileURL(resolve(run, 'report.html')).href);
await page.screenshot({ path: join(import.meta.dirname, 'report.png') });
await browser.close();
