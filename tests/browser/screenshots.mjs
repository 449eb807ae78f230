// SPDX-License-Identifier: EUPL-1.2
// Pictures of the pages into docs/pictures: English at a desk (home.png), German on a phone
// (home-de-phone.png).
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser, withPage } from './browser.mjs';
import { startNode } from './node.mjs';

const folder = process.env.PICTURES || join(dirname(fileURLToPath(import.meta.url)), '../../docs/pictures');
mkdirSync(folder, { recursive: true });
const node = await startNode();
const browser = await openBrowser();
const SIZES = { desk: { width: 1280, height: 860 }, phone: { width: 360, height: 740 } };

async function shoot(name, language, size, steps) {
  await withPage(browser, { viewport: SIZES[size], locale: language }, async (page) => {
    await steps(page);
    const file = size === 'desk' ? `${name}.png` : `${name}-${language}-${size}.png`;
    await page.screenshot({ path: join(folder, file) });
    console.log(file);
  });
}

for (const [language, size] of [['en', 'desk'], ['de', 'phone']]) {
  await shoot('home', language, size, (page) => page.goto(`${node.url}/`));
  await shoot('partnership', language, size, (page) => page.goto(`${node.url}/partnerships/de-ge`));
  await shoot('promises', language, size, (page) => page.goto(`${node.url}/partnerships/de-ge/promises`));
  await shoot('pathway-form', language, size, (page) => page.goto(`${node.url}/pathways`));
  await shoot('pathway-answer', language, size, async (page) => {
    await page.goto(`${node.url}/pathways`);
    await page.fill('main input[name="f.gross_annual_cents"]:not([type=hidden])', language === 'de' ? '45.000' : '45,000');
    await page.click('button.kern-btn[value="answer"]');
    await page.locator('#rest-title').evaluate((element) => element.scrollIntoView());
  });
  await shoot('proofs', language, size, (page) => page.goto(`${node.url}/proofs`));
  await shoot('deadline', language, size, (page) => page.goto(`${node.url}/deadline?start=2026-06-03&clock=&count=12&unit=calendar_days&counted_by=treaty&calendar=de`));
  await shoot('law-changes', language, size, (page) => page.goto(`${node.url}/pathways/changes?from=2025-12-31&to=2026-01-01`));
  await shoot('pathway-how', language, size, async (page) => {
    await page.goto(`${node.url}/pathways`);
    await page.fill('main input[name="f.gross_annual_cents"]:not([type=hidden])', language === 'de' ? '45.000' : '45,000');
    await page.click('button.kern-btn[value="answer"]');
    await page.locator('button[name="how"]').first().click();
    await page.waitForLoadState();
  });
}
// Signed in as somebody of the demo.
const as = (account) => async (page) => {
  await page.goto(`${node.url}/sign-in`);
  await page.click(`button[value="${account}"]`);
  await page.waitForLoadState();
};
const open = async (page, link) => { await page.locator(link).first().click(); await page.waitForLoadState(); };
for (const [language, size] of [['en', 'desk'], ['de', 'phone']]) {
  await shoot('tray', language, size, as('SYN-visa-1'));
  await shoot('case', language, size, async (page) => {
    await as('SYN-visa-1')(page);
    await open(page, 'main a[href*="/cases/"]');
    await page.evaluate(() => scrollTo(0, 0));
  });
}
await shoot('case-diagram', 'en', 'desk', async (page) => {
  await as('SYN-visa-1')(page);
  await open(page, 'main a[href*="/cases/"]');
  await page.locator('main svg').first().evaluate((element) => element.scrollIntoView());
});
await shoot('week', 'en', 'desk', as('SYN-lead-1'));
await shoot('safeguards', 'en', 'desk', async (page) => {
  await as('SYN-aliens-1')(page);
  await open(page, 'main a[href*="contact_review"]');
  await open(page, 'a[href*="/decisions/"]');
});
await shoot('record', 'en', 'desk', async (page) => {
  await as('SYN-lead-1')(page);
  await page.goto(`${node.url}/partnerships/xa-xb/promises`);
  await open(page, 'a[href*="/counted/"]');
  await open(page, 'main a[href*="/records/"]');
});
await shoot('sign-in', 'en', 'desk', (page) => page.goto(`${node.url}/sign-in`));
await browser.close();
await node.stop();
