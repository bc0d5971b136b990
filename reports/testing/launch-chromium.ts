import { type Browser, chromium } from 'playwright-core';
import { findCommand } from '../../.ci/find-command.ts';

const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** The Chromium of the PATH, without a window and asking nobody for anything. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findCommand('chromium');
  if (executablePath === undefined) throw new Error('There is no chromium on the PATH: install it.');
  return chromium.launch({ executablePath, args: flags });
}
