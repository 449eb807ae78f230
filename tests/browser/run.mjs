// SPDX-License-Identifier: EUPL-1.2
// Opens the pages of a real node in a headless browser: one line per test, then "N passed, M failed".
// Starts build/alternat in a demo folder of its own (BUILD names the build folder); ALTERNAT_URL tests a
// node that runs already.
import { tests } from './suite.mjs';
import { startNode } from './node.mjs';
import { openBrowser } from './browser.mjs';
import './pages.test.mjs';
import './journeys.test.mjs';
import './journeys-work.mjs';
import './contract.test.mjs';
import './proofs.test.mjs';

const node = await startNode();
const browser = await openBrowser();
let passed = 0;
let failed = 0;
for (const { name, body } of tests) {
  const context = await browser.newContext();
  try {
    await context.close();
    await body({ url: node.url, browser });
    passed += 1;
    console.log(`ok     ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}\n       ${String(error.message ?? error).split('\n').slice(0, 12).join('\n       ')}`);
  }
}
await browser.close();
await node.stop();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
