// SPDX-License-Identifier: EUPL-1.2
// The proofs of a content that breaks one of them: the counterexample is walked over the diagram, with links only.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, equal, test } from './suite.mjs';
import { startNode } from './node.mjs';
import { violations } from './pages.test.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

async function withMutant(body) {
  const folder = mkdtempSync(join(tmpdir(), 'alternat-mutant-'));
  const content = join(folder, 'content');
  cpSync(join(root, 'content'), content, { recursive: true });
  const file = join(content, 'procedures/readmission.bpmn');
  const shipped = readFileSync(file, 'utf8');
  const mutant = shipped.replace(/(alternat:message="readmission_request")\s+alternat:phase="contact"/, '$1');
  check(mutant !== shipped, 'the mutant differs');
  writeFileSync(file, mutant);
  const node = await startNode({ content });
  try {
    await body(node.url);
  } finally {
    await node.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

test('a counterexample is walked forward and back over the diagram, without scripts', ({ browser }) => withMutant(async (url) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'de' });
  const page = await context.newPage();
  await page.goto(`${url}/proofs?lang=de`);
  equal(await page.locator('.proof').count(), 6, 'cards');
  check((await page.locator('#gates .proof-verdict').innerText()).includes('gilt nicht'), 'the card says that it fails');
  const said = await page.locator('#gates .note p').first().innerText();
  check(said.startsWith('Bei „Ersuchen übermitteln“ geht eine Mitteilung an den Partnerstaat hinaus'), said);
  equal(await page.locator('#gates .note [lang="en"]').count(), 0, 'sentences in another language');
  await page.locator('#gates a[href^="/proofs/gates/"]').first().click();
  check((await page.locator('main').innerText()).includes('Zeigt nicht:'), 'the walk says what it does not show');
  const count = await page.locator('.walk-steps li').count();
  check(count > 3, 'steps');
  for (let step = 1; step < count; step += 1) await page.locator('.walk a[rel="next"]').click();
  equal(await page.locator('.walk a[rel="next"]').count(), 0, 'no step after the last');
  check((await page.locator('.diagram svg').count()) === 1, 'the diagram is drawn');
  await page.locator('.walk a[rel="prev"]').click();
  check(page.url().includes(`step=${count - 1}`), 'one step back');
  await context.close();
  const scripted = await browser.newContext();
  const seen = await scripted.newPage();
  for (const path of ['/proofs', '/proofs/gates/1?step=2']) {
    await seen.goto(url + path);
    const found = await violations(seen);
    check(found.length === 0, found.join('\n'));
  }
  await scripted.close();
}));

test('proofs are a tab of the partnership, and say on every card what they do not show', async ({ browser, url }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  for (const [language, not_shown] of [['de', 'Zeigt nicht:'], ['en', 'Does not show:']]) {
    await page.goto(`${url}/partnerships/xa-xb?lang=${language}`);
    await page.locator('.tabs a[href^="/proofs"]').click();
    equal(await page.locator('.tabs a[aria-current="page"]').count(), 1, 'current tab');
    equal(await page.locator('.proof').count(), 6, 'cards');
    for (const card of await page.locator('.proof').all()) {
      const text = await card.innerText();
      check(text.includes(not_shown), `${language}: ${text.slice(0, 60)}`);
      check((await card.locator('details').nth(1).locator('li').count()) > 0, 'what was left out is listed');
    }
    if (language === 'de') equal(await page.locator('.proof [lang="en"]').count(), 0, 'English lines on the German page');
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    equal(wider, 0, 'pixels wider than a phone');
  }
  await context.close();
});
