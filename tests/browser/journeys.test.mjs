// SPDX-License-Identifier: EUPL-1.2
// The public journeys of docs/journeys.md, each with JavaScript on and off.
import { check, equal, test } from './suite.mjs';
import { withPage } from './browser.mjs';
import { violations } from './pages.test.mjs';

for (const javaScriptEnabled of [true, false]) {
  const mode = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript';

  test(`journey 1, a visitor looks at what was agreed, ${mode}`, ({ url, browser }) => withPage(browser, { javaScriptEnabled }, async (page) => {
    await page.goto(`${url}/`);
    check(await page.locator('svg.map .map-country').count() >= 5, 'the map shows partner countries');
    await page.click('table.rows thead a:has-text("Rests on")');
    equal(await page.getAttribute('table.rows thead th:nth-child(2)', 'aria-sort'), 'ascending', 'sorted by basis');
    await page.click('table.rows tbody a[href="/partnerships/de-ge"]');
    check((await page.innerText('.title-line')).includes('Treaty'), 'the title line says what it rests on');
    check(await page.locator('.tile .state').count() >= 5, 'tiles say the status in words');
    await page.click('nav.tabs a:has-text("Promises")');
    check(await page.locator('.side').count() >= 2, 'two columns of promises');
    const first = page.locator('.promise .source a').first();
    const target = await first.getAttribute('href');
    await first.click();
    check(await page.locator(`${target}`).count() === 1, 'the mark leads to its source');
    check(/(Grade|grade|A|B|C|D): /.test(await page.innerText(target)), 'the source names its grade');
    await page.click('nav.tabs a:has-text("Instruments")');
    await page.click('table.rows tbody th a >> nth=0');
    check(await page.locator('h1').count() === 1, 'an instrument opens');
    const text = await page.innerText('main');
    check(!/\d\s?%/.test(text), 'no percentage');
  }));

  test(`journey 2, an applicant checks pathways on a phone, ${mode}`, ({ url, browser }) => withPage(browser, { javaScriptEnabled, viewport: { width: 360, height: 740 }, locale: 'de' }, async (page) => {
    await page.goto(`${url}/`);
    await page.click('a.door-primary');
    check((await page.innerText('.note')).includes('Nichts wird gespeichert'), 'says that nothing is stored');
    check(await page.locator('details.help').count() > 20, 'each question has help');
    await page.fill('main input[name="f.gross_annual_cents"]:not([type=hidden])', 'viel');
    await page.fill('#on', '2026-11-24');
    await page.click('button.kern-btn[value="answer"]');
    equal(await page.locator('.error-summary a').count(), 1, 'one error on top');
    equal(await page.inputValue('main input[name="f.gross_annual_cents"]:not([type=hidden])'), 'viel', 'what was typed is still there');
    await page.click('.error-summary a');
    await page.fill('main input[name="f.gross_annual_cents"]:not([type=hidden])', '45.000');
    await page.click('button.kern-btn[value="answer"]');
    check(await page.locator('article.result').count() > 10, 'every encoded pathway answers');
    const text = await page.innerText('main');
    check(text.includes('Die Auslandsvertretung entscheidet.'), 'careful words');
    check(!/nicht beantragen|granted|bewilligt/.test(text), 'never promises or forbids');
    check(await page.locator('.contacts li').count() >= 2, 'free advice');
    await page.click('button[value="edit"]');
    equal(await page.inputValue('main input[name="f.gross_annual_cents"]:not([type=hidden])'), '45.000', 'answers can be changed');
    const cookies = await page.context().cookies();
    check(cookies.every((cookie) => cookie.name === 'lang'), `no cookie: ${cookies.map((c) => c.name)}`);
  }));

  test(`one question a page, ${mode}`, ({ url, browser }) => withPage(browser, { javaScriptEnabled }, async (page) => {
    await page.goto(`${url}/pathways?mode=step`);
    const first = await page.innerText('form.step .question');
    await page.click('button[value="skip"]');
    const second = await page.innerText('form.step .question');
    check(first !== second, 'the next question comes');
    await page.click('form.step button[value="answer"]');
    check(await page.locator('article.result').count() > 10, 'the answer can be shown at any time');
  }));
}

test('the answer page is accessible and speaks the other language without losing the answers', ({ url, browser }) => withPage(browser, {}, async (page) => {
  await page.goto(`${url}/pathways?partnership=xa-xb`);
  await page.fill('main input[name="f.gross_annual_cents"]:not([type=hidden])', '45,000');
  await page.click('button.kern-btn[value="answer"]');
  const found = await violations(page);
  check(found.length === 0, found.join('\n'));
  await page.click('form.languages button[value="de"]');
  check((await page.innerText('h1')).includes('Ihre Antwort'), 'German');
  check((await page.innerText('main')).includes('45.000,00 EUR'), 'the answer travelled');
}));

test('a role of the demo signs in and out', ({ url, browser }) => withPage(browser, {}, async (page) => {
  await page.goto(`${url}/sign-in`);
  check(await page.locator('button.role').count() >= 1, 'roles to try');
  await page.click('button.role >> nth=0');
  await page.goto(`${url}/account`);
  check(await page.locator('dl.facts').count() === 1, 'the account page opens');
  const cookie = (await page.context().cookies()).find((item) => item.name === 'alternat_session');
  check(cookie && cookie.httpOnly && cookie.sameSite === 'Strict', 'the session cookie is protected');
  await page.click('form[action="/sign-out"] button');
  check(await page.locator('a.sign-in-link[href="/sign-in"]').count() === 1, 'signed out');
}));
