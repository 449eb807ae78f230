// SPDX-License-Identifier: EUPL-1.2
// openapi.yaml is the contract: the real answers of a node are held against its schemas.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { check, equal, test } from './suite.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const contract = parse(readFileSync(join(root, 'openapi.yaml'), 'utf8'));
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema({ $id: 'openapi', components: contract.components });

function schemaOf(path, method, status, type) {
  const response = contract.paths[path][method].responses[status];
  const resolved = response.$ref ? contract.components.responses[response.$ref.split('/').pop()] : response;
  const schema = resolved.content[type].schema;
  return ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('#/components', 'openapi#/components')));
}

async function held(url, { path, pattern, method = 'get', status = 200, body }) {
  const response = await fetch(url + path, {
    method: method.toUpperCase(),
    headers: { accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) },
    body,
  });
  equal(response.status, status, `status of ${path}`);
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  check((response.headers.get('content-type') || '').startsWith(type), `content type ${response.headers.get('content-type')}`);
  const validate = schemaOf(pattern, method, String(status), type);
  const answer = await response.json();
  check(validate(answer), JSON.stringify((validate.errors || []).slice(0, 5)));
  return answer;
}

const CASES = [
  { pattern: '/', path: '/' },
  { pattern: '/partnerships', path: '/partnerships' },
  { pattern: '/partnerships/{id}', path: '/partnerships/de-ge' },
  { pattern: '/partnerships/{id}', path: '/partnerships/xa-xb' },
  { pattern: '/partnerships/{id}', path: '/partnerships/zz-zz', status: 404 },
  { pattern: '/partnerships/{id}/{tab}', path: '/partnerships/de-ge/promises' },
  { pattern: '/partnerships/{id}/{tab}', path: '/partnerships/de-ge/nothing', status: 404 },
  { pattern: '/pathways', path: '/pathways' },
  { pattern: '/pathways', path: '/pathways', method: 'post', body: '{"on":"2026-11-24","gross_annual_cents":4500000,"partnership":"xa-xb"}' },
  { pattern: '/pathways', path: '/pathways', method: 'post', status: 400, body: '{' },
  { pattern: '/pathways', path: '/pathways', method: 'post', status: 422, body: '{"no_such_fact":true}' },
  { pattern: '/pathways/how', path: '/pathways/how?how=18g%20BC1', method: 'post', body: '{"on":"2026-11-24","gross_annual_cents":4500000}' },
  { pattern: '/pathways/trace', path: '/pathways/trace?how=18g%20BC1', method: 'post', body: '{"on":"2026-11-24","gross_annual_cents":4500000}' },
  { pattern: '/pathways/trace', path: '/pathways/trace?how=99z', method: 'post', status: 404, body: '{"on":"2026-11-24"}' },
  { pattern: '/pathways/changes', path: '/pathways/changes?from=2025-12-31&to=2026-01-01' },
  { pattern: '/pathways/changes', path: '/pathways/changes?from=2026-02-30', status: 422 },
  { pattern: '/report', path: '/report' },
  { pattern: '/proofs', path: '/proofs' },
  { pattern: '/proofs', path: '/proofs?partnership=xa-xb' },
  { pattern: '/proofs', path: '/proofs?partnership=xa-xc', status: 404 },
  { pattern: '/proofs/{property}/{number}', path: '/proofs/gates/1', status: 404 },
  { pattern: '/sign-in', path: '/sign-in' },
];
for (const item of CASES) {
  test(`contract ${item.method || 'get'} ${item.path} ${item.status || 200}`, ({ url }) => held(url, item));
}

test('contract of every instrument, and the screen shows nothing that the data lacks', async ({ url }) => {
  const whole = await held(url, { pattern: '/partnerships/{id}', path: '/partnerships/xa-xb' });
  for (const instrument of whole.instruments) {
    const answer = await held(url, { pattern: '/partnerships/{id}/instruments/{instrument}', path: instrument.href });
    const html = await (await fetch(url + instrument.href)).text();
    for (const clause of answer.clauses) check(html.includes(`id="${clause.anchor}"`), `${instrument.id} ${clause.number} is on the page`);
  }
});

test('every partnership keeps its published schema', async ({ url }) => {
  const { $id, ...schema } = JSON.parse(readFileSync(join(root, 'docs/schema/partnership.schema.json'), 'utf8'));
  const validate = ajv.compile(schema);
  const list = await (await fetch(url + '/partnerships', { headers: { accept: 'application/json' } })).json();
  const rows = [...list.partnerships, ...list.others];
  check(rows.length >= 12, `${rows.length} arrangements`);
  for (const row of rows) {
    const answer = await (await fetch(url + row.href, { headers: { accept: 'application/json' } })).json();
    check(validate(answer), `${row.href}: ${JSON.stringify((validate.errors || []).slice(0, 3))}`);
  }
});

test('every route of the contract is a route of the node', async ({ url }) => {
  for (const [pattern, methods] of Object.entries(contract.paths)) {
    const path = pattern.replace('{id}', 'xa-xb').replace('{tab}', 'promises').replace('{instrument}', 'none');
    for (const method of Object.keys(methods)) {
      const response = await fetch(url + path, { method: method.toUpperCase(), redirect: 'manual', headers: { accept: 'application/json' } });
      const problem = response.status === 404 || response.status === 405 ? await response.json() : {};
      check(problem.code !== 'http.not_found' && problem.code !== 'http.method_not_allowed', `${method} ${path}: ${problem.code}`);
    }
  }
});
