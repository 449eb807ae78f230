// SPDX-License-Identifier: EUPL-1.2
// kill.mjs ALTERNAT WEB FOLDER ROUNDS: a demo node is killed (SIGKILL) at random moments while an officer claims,
// releases and confirms tasks through the web. After each kill the ledger is verified and replayed, the node is
// started again, and every answered command is still there: each one moved its case by at least a version.
import { spawn, spawnSync } from 'node:child_process';

const [alternat, web, folder, rounds] = process.argv.slice(2);
let passed = 0;
let failed = 0;
const check = (name, holds, detail = '') => {
  if (holds) passed += 1;
  else { failed += 1; console.log(`FAILED ${name}: ${detail}`); }
};

// Resolves when the node listens.
function start() {
  const node = spawn(alternat, ['serve', '--demo', '--data', folder, '--web', web, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  node.gone = new Promise((resolve) => node.once('exit', resolve));
  return new Promise((resolve, reject) => {
    let text = '';
    const read = (chunk) => {
      text += chunk;
      const port = text.match(/listens on http:\/\/[^:]+:(\d+)/);
      if (port) resolve({ node, base: `http://127.0.0.1:${port[1]}` });
    };
    node.stdout.on('data', read);
    node.stderr.on('data', read);
    node.once('exit', () => reject(new Error(`the node stopped: ${text}`)));
  });
}

// A signed-in officer, with cookies of her own.
class Officer {
  constructor(base) { this.base = base; this.jar = new Map(); }
  async ask(path, options = {}) {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(this.base + path, { redirect: 'manual', ...options, headers: { accept: 'application/json', cookie, ...options.headers } });
    for (const set of answer.headers.getSetCookie()) {
      const [name, value] = set.split(';')[0].split('=');
      this.jar.set(name, value);
    }
    return { status: answer.status, text: await answer.text() };
  }
  post(path, fields) { return this.ask(path, { method: 'POST', body: new URLSearchParams(fields) }); }
  async signIn(account) {
    const page = await this.ask('/sign-in', { headers: { accept: 'text/html' } });
    const token = page.text.match(/name="csrf_token" value="([^"]+)"/)[1];
    return (await this.post('/sign-in', { csrf_token: token, role: account })).status === 303;
  }
  async tray() {
    const tray = JSON.parse((await this.ask('/tray')).text);
    return tray.groups.flatMap((group) => group.items).map((item) => ({ ...item, csrf_token: tray.csrf_token }));
  }
}

const caseOf = (item) => item.action_href.split('/tasks/')[0];

// Works until the node is gone; `floor` holds for each case the version it has at least.
async function work(officer, floor) {
  let answered = 0;
  try {
    for (;;) {
      for (const item of await officer.tray()) {
        const act = !item.is_mine ? 'claim' : item.confirms && answered % 7 === 3 ? 'complete' : 'release';
        const { command, version, token, csrf_token } = item;
        const answer = await officer.post(item.action_href, { csrf_token, command, version, token, act, back: 'tray' });
        if (answer.status !== 303) continue;
        answered += 1;
        floor.set(caseOf(item), Math.max(floor.get(caseOf(item)) ?? 0, Number(version) + 1));
      }
    }
  } catch {
    return answered;  // the connection broke: the command in flight was not answered
  }
}

// Killed while the demo is still being played: the next start plays it again from the beginning.
const early = spawn(alternat, ['serve', '--demo', '--data', folder, '--web', web, '--port', '0'], { stdio: 'ignore' });
await new Promise((resolve) => setTimeout(resolve, 900));
early.kill('SIGKILL');
await new Promise((resolve) => early.once('exit', resolve));

const run = (...words) => spawnSync(alternat, words, { encoding: 'utf8' });
const floor = new Map();
let answered = 0;
let records = 0;
for (let round = 1; round <= Number(rounds); round += 1) {
  const { node, base } = await start();
  const officer = new Officer(base);
  check(`round ${round}: the officer signs in`, await officer.signIn('SYN-agency-1'));
  for (const [path, version] of floor) {
    const seen = JSON.parse((await officer.ask(path)).text).version;
    check(`round ${round}: ${path} has what was answered`, seen >= version, `version ${seen}, answered ${version}`);
  }
  const working = work(officer, floor);
  await new Promise((resolve) => setTimeout(resolve, 150 + Math.random() * 850));
  node.kill('SIGKILL');
  await node.gone;
  answered += await working;
  const verified = run('verify', '--data', folder);
  check(`round ${round}: verify`, verified.status === 0, verified.stderr);
  const replayed = run('replay', '--data', folder);
  const count = Number(/^(\d+) records/.exec(replayed.stdout)?.[1] ?? -1);
  check(`round ${round}: replay`, replayed.status === 0 && count >= records, `${count} records, before ${records}: ${replayed.stderr}`);
  records = count;
}
check('commands were answered in between', answered > Number(rounds), `${answered}`);
const { node, base } = await start();
const officer = new Officer(base);
await officer.signIn('SYN-agency-1');
for (const [path, version] of floor) {
  const seen = JSON.parse((await officer.ask(path)).text).version;
  check(`at the end ${path} has what was answered`, seen >= version, `version ${seen}, answered ${version}`);
}
node.kill('SIGTERM');
await node.gone;
console.log(`${answered} commands answered over ${rounds} kills`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
