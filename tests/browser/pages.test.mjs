// SPDX-License-Identifier: EUPL-1.2
// Every public page: accessible (axe-core, WCAG 2.2 AA), whole in both languages, nothing scrolls sideways
// at 360, 768 and 1,280 pixels, light and dark, small enough, nothing from other hosts.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { check, equal, test } from './suite.mjs';
import { withPage } from './browser.mjs';

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const PAGES = [
  '/', '/?sort=basis', '/partnerships/de-ge', '/partnerships/de-ge/promises', '/partnerships/de-ge/instruments',
  '/partnerships/de-ge/pathways', '/partnerships/de-ge/returns', '/partnerships/de-ge/projects', '/partnerships/de-ge/meetings',
  '/partnerships/de-ge/rights', '/partnerships/de-ge/sources', '/partnerships/xa-xb', '/partnerships/xa-xb/promises',
  '/partnerships/xa-xb/meetings', '/pathways', '/pathways?mode=step', '/pathways/changes?from=2025-12-31&to=2026-01-01', '/pathways/changes?from=2026-02-30', '/report', '/proofs', '/proofs?partnership=xa-xb', '/sign-in', '/nowhere',
];
const SMALL_PAGES = ['/', '/partnerships/de-ge', '/partnerships/de-ge/promises', '/pathways?mode=step', '/report'];

// Violations in one line each; the page's own policy forbids scripts from elsewhere, so axe runs in the page's own world.
export async function violations(page) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => window.axe.run(document, {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  }));
  return result.violations.map((v) => `${v.id}: ${v.nodes.length}× ${v.nodes[0].html.slice(0, 140)}`);
}

for (const path of PAGES) {
  for (const colorScheme of ['light', 'dark']) {
    test(`accessible ${colorScheme} ${path}`, ({ url, browser }) => withPage(browser, { colorScheme }, async (page) => {
      await page.goto(url + path);
      const found = await violations(page);
      check(found.length === 0, found.join('\n'));
    }));
  }
  test(`both languages whole ${path}`, ({ url, browser }) => withPage(browser, {}, async (page) => {
    for (const language of ['de', 'en']) {
      await page.goto(`${url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
      equal(await page.getAttribute('html', 'lang'), language, 'language');
      const text = await page.innerText('body');
      const gap = text.match(/\[[a-z_]+(\.[A-Za-z0-9_-]+)+\]/);
      check(!gap, `a missing sentence: ${gap && gap[0]}`);
      check(!text.includes('{{'), 'a template tag is left');
    }
  }));
  for (const width of [360, 768, 1280]) {
    test(`nothing scrolls sideways at ${width} ${path}`, ({ url, browser }) => withPage(browser, { viewport: { width, height: 800 }, locale: 'de' }, async (page) => {
      await page.goto(url + path);
      const wide = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      check(wide[0] <= wide[1], `${wide[0]} pixels wide in a window of ${wide[1]}`);
    }));
  }
}

for (const path of SMALL_PAGES) {
  test(`first view under 100 KB ${path}`, ({ url, browser }) => withPage(browser, {}, async (page) => {
    let bytes = 0;
    page.on('requestfinished', async (request) => {
      const sizes = await request.sizes();
      bytes += sizes.responseBodySize + sizes.responseHeadersSize;
    });
    await page.goto(url + path, { waitUntil: 'networkidle' });
    check(bytes > 0 && bytes < 100 * 1024, `${bytes} bytes transferred`);
  }));
}

test('the keyboard reaches the content by the skip link and sees where it is', ({ url, browser }) => withPage(browser, {}, async (page) => {
  await page.goto(`${url}/`);
  await page.keyboard.press('Tab');
  equal(await page.evaluate(() => document.activeElement.className), 'skip', 'first stop');
  await page.keyboard.press('Enter');
  equal(await page.evaluate(() => document.activeElement.id), 'content', 'after the skip link');
}));

test('at 200 % zoom on a phone nothing is lost sideways', ({ url, browser }) => withPage(browser, { viewport: { width: 320, height: 640 } }, async (page) => {
  for (const path of ['/', '/partnerships/de-ge/promises', '/pathways']) {
    await page.goto(url + path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    check(wide <= 320, `${path}: ${wide} pixels`);
  }
}));

test('security headers on pages, files and problems', async ({ url }) => {
  for (const path of ['/', '/pathways', '/nowhere']) {
    const response = await fetch(url + path);
    const policy = response.headers.get('content-security-policy') || '';
    check(policy.includes("default-src 'none'") && !policy.includes('unsafe'), `policy of ${path}: ${policy}`);
    equal(response.headers.get('x-content-type-options'), 'nosniff', 'nosniff');
    equal(response.headers.get('referrer-policy'), 'same-origin', 'referrer');
  }
});
