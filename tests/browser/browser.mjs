// SPDX-License-Identifier: EUPL-1.2
// The browser of Debian, driven without a download of its own.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const CANDIDATES = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/lib/chromium/chromium'];

export async function openBrowser() {
  const executablePath = process.env.CHROMIUM || CANDIDATES.find((path) => existsSync(path));
  if (!executablePath) throw new Error('No browser found: make setup-test installs chromium-headless-shell.');
  return chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

// A page in a context of its own; closes it after `use`.
export async function withPage(browser, options, use) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en', ...options });
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (4|5)\d\d/.test(message.text())) problems.push(message.text());
  });
  page.on('request', (request) => {
    const host = new URL(request.url()).hostname;
    if (host !== '127.0.0.1' && host !== 'localhost' && !request.url().startsWith('data:')) problems.push(`foreign request ${request.url()}`);
  });
  try {
    const result = await use(page);
    if (problems.length) throw new Error(problems.join('; '));
    return result;
  } finally {
    await context.close();
  }
}
