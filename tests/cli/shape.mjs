// SPDX-License-Identifier: EUPL-1.2
// shape.mjs KIND FILE: the answer keeps its published schema, and the keys and words that outside programs rely on.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const { default: Ajv } = createRequire(new URL('../browser/package.json', import.meta.url))('ajv/dist/2020.js');
const [kind, file] = process.argv.slice(2);
const answer = JSON.parse(readFileSync(file, 'utf8'));
const fail = (text) => { console.log(`${kind}: ${text}`); process.exit(1); };
// Each schema under the name that the others refer to it by; the library cannot resolve within a urn.
const schema = (name) => {
  const { $id, ...rest } = JSON.parse(readFileSync(new URL(`../../docs/schema/${name}.schema.json`, import.meta.url), 'utf8'));
  return rest;
};
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema(schema('trace'), 'trace.schema.json');
const validate = ajv.compile(schema(kind));
if (!validate(answer)) fail(JSON.stringify(validate.errors.slice(0, 5)));
const need = (object, keys, where) => keys.forEach((key) => key in object || fail(`${where} lacks "${key}"`));
if (kind === 'pathways') {
  need(answer, ['on', 'results'], 'answer');
  answer.results.length > 10 || fail('too few results');
  for (const result of answer.results) {
    need(result, ['pathway', 'row', 'outcome', 'class', 'reasons', 'missing', 'shortest'], 'result');
    ['ELIGIBLE', 'INELIGIBLE', 'NEEDS_INFO', 'OFFICER'].includes(result.outcome) || fail(result.outcome);
    ['ENTITLEMENT', 'SHALL', 'MAY'].includes(result.class) || fail(result.class);
    for (const reason of result.reasons) need(reason, ['code', 'citation', 'values', 'delta'], 'reason');
    if (result.outcome === 'NEEDS_INFO' && result.missing.length === 0) fail(`${result.pathway} needs information but names none`);
  }
} else if (kind === 'decide') {
  need(answer, ['decisions', 'unknown', 'warnings'], 'answer');
} else if (kind === 'deadline') {
  need(answer, ['last_day', 'moment', 'rule', 'clause', 'steps'], 'answer');
} else if (kind === 'diff') {
  need(answer, ['before', 'after', 'parameters', 'rows', 'rules', 'persons'], 'answer');
} else if (kind === 'proof') {
  need(answer, ['properties'], 'answer');
  for (const id of ['gates', 'noninterference', 'ends', 'safeguards', 'tables', 'access']) {
    answer.properties.some((proof) => proof.id === id && proof.states > 0 && proof.not_shown.length > 0) || fail(`no ${id}`);
  }
} else {
  need(answer, ['phases'], 'answer');
  need(answer.phases, ['contact', 'scheduling', 'execution', 'detention', 'after'], 'phases');
  for (const phase of Object.values(answer.phases)) {
    need(phase, ['outcome', 'gates'], 'phase');
    ['PASS', 'REVIEW', 'HOLD', 'BLOCK'].includes(phase.outcome) || fail(phase.outcome);
    for (const gate of phase.gates) need(gate, ['id', 'outcome', 'citation', 'lift'], 'gate');
  }
}
console.log(`${kind} ok`);
