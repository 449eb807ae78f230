// SPDX-License-Identifier: EUPL-1.2
// Journeys 3, 4 and 5 of docs/journeys.md: an officer works through a case, the lead unit's week, a return case
// that stops where it must. Without JavaScript where a form is the point.
import { check, equal, test } from './suite.mjs';
import { withPage } from './browser.mjs';
import { violations } from './pages.test.mjs';

// What forms are answered with; anything else is answered with yes, the first choice, or the day.
const ANSWERS = {
  recognition_needed: 'true', ba_consent_needed: 'true', equivalence: 'full', ba_decision: 'consent', visa_decision: 'issued',
  target_pathway: '18a', silence_announced: 'true', foreign_office_position: 'consent', ministries_position: 'dissent',
  dissent_settled: 'false',
};

async function signIn(page, url, account) {
  await page.goto(`${url}/sign-in`);
  await page.click(`button.role[value="${account}"]`);
}

async function fillField(form, field) {
  const name = await field.getAttribute('name');
  const answer = ANSWERS[name.slice(2)];
  const tag = await field.evaluate((element) => element.tagName);
  const type = await field.getAttribute('type');
  if (tag === 'SELECT') {
    const values = await field.locator('option').evaluateAll((options) => options.map((option) => option.value).filter((value) => value));
    await field.selectOption(answer && values.includes(answer) ? answer : values[0]);
  } else if (type === 'radio') {
    await form.locator(`input[name="${name}"][value="${answer ?? 'true'}"]`).check();
  } else if (type === 'checkbox') {
    await field.check();
  } else if (type === 'date') {
    await field.fill(new Date().toISOString().slice(0, 10));
  } else if (!await field.inputValue()) {
    await field.fill(answer ?? (await field.getAttribute('inputmode') === 'decimal' ? '1' : 'a'.repeat(64)));
  }
}

// Fills the form of my first task and sends it.
async function completeMine(page) {
  const form = page.locator('.task-mine form:has(button[value="complete"])').first();
  const seen = new Set();
  for (const field of await form.locator('input[name^="f."], select[name^="f."]').all()) {
    const name = await field.getAttribute('name');
    if (seen.has(name)) continue;
    seen.add(name);
    await fillField(form, field);
  }
  await form.locator('button[value="complete"]').click();
}

// Records the facts that a check of the case still needs.
async function recordNeeded(page) {
  await page.click('a[href$="/facts"]');
  const job = page.locator('input[name="f.isco08"]');
  check(await job.count() === 1, 'the page asks what the check needs');
  await job.fill('7411');
  await page.click('form button[type="submit"]');
  check(page.url().includes('notice=amended'), `the fact is recorded: ${await page.innerText('main')}`);
}

// One step of the case, by whoever must take it. False when nothing waits for a person.
async function step(page) {
  const waits = await page.locator('.task-mine h3').allInnerTexts();
  if (waits.includes('Complete the facts') && !(await page.innerText('.case-facts')).includes('7411')) await recordNeeded(page);
  if (await page.locator('.task-mine form:has(button[value="complete"])').count() > 0) {
    await completeMine(page);
    return true;
  }
  const stand = page.locator('button.stand').first();
  if (await stand.count() === 0) return false;
  await stand.click();
  return true;
}

async function counterOf(page, url, promise) {
  await page.goto(`${url}/partnerships/xa-xb/promises`);
  const text = await page.innerText(`article.promise:has(a[href$="/counted/${promise}"]) .counted`);
  return Number(/: (\d+)/.exec(text)[1]);
}

test('journey 3, an officer works through a case, without JavaScript', ({ url, browser }) => withPage(browser, { javaScriptEnabled: false }, async (page) => {
  await signIn(page, url, 'SYN-visa-1');
  check(page.url().endsWith('/tray'), `the visa section lands on its tray, not ${page.url()}`);
  equal(await page.innerText('h1'), 'My tasks', 'title');
  await signIn(page, url, 'SYN-lead-1');
  const list = await page.context().request.get(`${url}/partnerships/xa-xb/promises`, { headers: { accept: 'application/json' } });
  const counted = (await list.json()).promises.flatMap((side) => side.items).find((item) => item.is_counted && item.unit === 'days');
  check(counted, 'a promise is counted by the visa procedure');
  const before = await counterOf(page, url, counted.id);
  await signIn(page, url, 'SYN-aliens-1');
  check(await page.locator('table.rows th a').count() >= 1, 'the tray has tasks');
  await page.goto(`${url}/partnerships/xa-xb/cases`);
  await page.click('section:has(#open-title) tr:has-text("Fast-track") th a >> nth=0');
  for (const part of ['#story-title', '#now-title', '#facts-title', '#diagram-title', '#letters-title']) check(await page.locator(part).count() === 1, `the case has ${part}`);
  check(await page.locator('svg.bpmn .bpmn-token').count() >= 1, 'the diagram has a token');
  const place = page.url().split(/[?#]/)[0];
  const stood = await page.innerText('#diagram-title + p');
  for (let i = 0; i < 4 && !page.url().includes('notice=completed'); i += 1) await step(page);
  check(page.url().includes('notice=completed'), 'the case says that the task is done');
  check((await page.innerText('.story li >> nth=0')).length > 5, 'the story goes on');
  for (let i = 0; i < 40 && await page.locator('.title-block .muted').innerText().then((text) => text.startsWith('Open')); i += 1) {
    if (!await step(page)) break;
    check(page.url().startsWith(place), `each step comes back to the case, not ${page.url()}`);
  }
  check(await page.innerText('#diagram-title + p') !== stood, 'the token moved');
  check((await page.innerText('.title-block .muted')).startsWith('Ended'), `the case ends: ${await page.innerText('.case-now')}`);
  await page.click('#decisions-title + table a >> nth=0');
  check(await page.locator('.decision-table .verdict-hit, .decision-table .lit, .result').count() >= 1, 'the decision shows its table');
  await signIn(page, url, 'SYN-lead-1');
  equal(await counterOf(page, url, counted.id), before + 1, 'the counter of the promise moved by one');
  await page.click(`a[href$="/counted/${counted.id}"]`);
  await page.click('table.rows tbody th a >> nth=0');
  check((await page.innerText('h1')).startsWith('Record '), 'the record that moved it is one click away');
}));

test('journey 4, the lead unit looks at its week and a dissent blocks', ({ url, browser }) => withPage(browser, {}, async (page) => {
  await signIn(page, url, 'SYN-lead-1');
  check(page.url().endsWith('/week'), 'the lead unit lands on its week');
  equal(await page.locator('.week-column').count(), 3, 'today, this week, later');
  check(await page.locator('.week-today .badge-alarm').count() >= 1, 'overdue things say so');
  check(await page.locator('#changed-title').count() === 1, 'what changed since Friday');
  check(await page.locator('.week-item a').count() >= 3, 'each line opens its thing');
  await page.goto(`${url}/cases/new?partnership=xa-xb&procedure=instrument-lifecycle`);
  await page.click('form[action="/cases/new"] button[type="submit"]');
  const place = page.url().split(/[?#]/)[0];
  check(page.url().includes('notice=opened'), 'a case is opened');
  for (let i = 0; i < 8 && !(await page.innerText('.case-now')).includes('Fix draft and deadline'); i += 1) await completeMine(page);
  await completeMine(page);
  check((await page.innerText('.case-now')).includes('Co-signature of the ministries'), 'the ministries are asked');
  check((await page.innerText('.clocks')).includes('silence counts'), 'the case says when silence counts');
  await signIn(page, url, 'SYN-ministry-1');
  await page.goto(`${url}/week`);
  check(await page.locator('.week-item-cosignature').count() >= 2, 'co-signatures are in the week');
  await page.goto(place);
  while (await page.locator('.task-mine form:has(button[value="complete"])').count() > 0) await completeMine(page);
  const text = await page.innerText('main');
  check(text.includes('Settle the dissent'), 'the dissent must be settled');
  check(text.includes('dissent') && text.includes('GGO'), 'the page names the rule');
  check(!text.includes('Working group starts'), 'the binding step is not reached');
}));

test('journey 5, a return case stops where it must', ({ url, browser }) => withPage(browser, {}, async (page) => {
  await signIn(page, url, 'SYN-aliens-1');
  await page.click('tr:has-text("Readmission"):has-text("Review the obstacle") th a >> nth=0');
  const place = page.url().split(/[?#]/)[0];
  check(await page.locator('.story').count() === 1, 'the story is told');
  await page.click('#decisions-title + table a >> nth=0');
  const outcome = await page.innerText('.outcome-line');
  check(/review|wait|stop/.test(outcome), `the check stops: ${outcome}`);
  check(await page.locator('.gate').count() >= 5, 'every safeguard that stops is named');
  for (const gate of await page.locator('.gate').all()) check((await gate.locator('.outcome-word').innerText()).length > 3, 'with its outcome');
  const text = await page.innerText('main');
  check(text.includes('What would lift it') && text.includes('Not known'), 'what lifts it and what is not known');
  check(!/approve|released for removal|clearance/i.test(text), 'no word approves a removal');
  await page.goto(place);
  check(!(await page.innerText('.case-now')).includes('Plan the transfer'), 'scheduling is not reached');
  const request = page.locator('.envelope:has(summary:text-is("Request for readmission"))');
  await request.locator('summary').click();
  check((await request.innerText()).includes('"message":"readmission_request","partnership":"xa-xb"'), 'the very bytes that the partner state would read');
  const sent = await page.locator('.envelope code').allTextContents();
  check(sent.length > 3 && !/asylum|fear|medical|health|criminal|detention/.test(sent.join(' ')), `nothing protected stands in a message: ${sent}`);
  const labour = await page.context().request.post(`${place}/letters/receipt`, { form: { command: 'x' } });
  equal(labour.status(), 403, 'a letter needs the page it is sent from');
}));

for (const [account, path] of [['SYN-aliens-1', '/tray'], ['SYN-lead-1', '/week'], ['SYN-monitor-1', '/partnerships/xa-xb/cases'],
  ['SYN-monitor-1', '/partnerships/xa-xb/records'], ['SYN-monitor-1', '/records/1'], ['SYN-lead-1', '/cases/new'], ['SYN-monitor-1', 'case'],
  ['SYN-aliens-1', 'case'], ['SYN-aliens-1', 'decision']]) {
  test(`accessible, whole and narrow for ${account} ${path}`, ({ url, browser }) => withPage(browser, { viewport: { width: 360, height: 800 } }, async (page) => {
    await signIn(page, url, account);
    if (path.startsWith('/')) {
      await page.goto(url + path);
    } else {
      await page.goto(`${url}/partnerships/xa-xb/cases`);
      await page.click(`table.rows tr:has-text("Readmission")${path === 'decision' ? ':has-text("Review the obstacle")' : ''} a >> nth=0`);
      if (path === 'decision') await page.click('#decisions-title + table a >> nth=0');
    }
    for (const language of ['de', 'en']) {
      await page.goto(`${page.url().split(/[?#]/)[0]}?lang=${language}&role=own`);
      const wide = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      check(wide[0] <= wide[1], `${wide[0]} pixels wide in a window of ${wide[1]}`);
      const gap = (await page.innerText('body')).match(/\[[a-z_]+(\.[A-Za-z0-9_-]+)+\]/);
      check(!gap, `a missing sentence: ${gap && gap[0]}`);
    }
    const found = await violations(page);
    check(found.length === 0, found.join('\n'));
  }));
}
