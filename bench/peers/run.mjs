// SPDX-License-Identifier: EUPL-1.2
// Other engines on the reference workloads: feelin (unary tests and expressions of FEEL, rule by
// rule) and GoRules zen (the same tables as JDM), read from bench/reference/*.dmn. Prints decisions
// a second, in this process, one thread; and how many of the persons each answered otherwise than
// the other.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { evaluate, unaryTest } from "feelin";
import { ZenEngine } from "@gorules/zen-engine";

const here = dirname(fileURLToPath(import.meta.url));

function unescapeXml(text) {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
const all = (text, pattern) => [...text.matchAll(pattern)];

// The decisions of a reference model, in the order of the file (which is an order of evaluation).
function readModel(name) {
  const xml = readFileSync(join(here, "..", "reference", `${name}.dmn`), "utf8");
  return all(xml, /<decision id="(\w+)".*?<\/decision>/gs).map(([body, id]) => {
    const literal = body.match(/<literalExpression[^>]*><text>(.*?)<\/text>/s);
    if (literal) return { id, expression: unescapeXml(literal[1]) };
    const policy = body.match(/hitPolicy="(\w+)"/)[1];
    const inputs = all(body, /<inputExpression[^>]*><text>(.*?)<\/text>/gs).map((m) => m[1]);
    const outputs = all(body, /<output id="\w+"( name="(\w+)")?/g).map((m) => m[2] ?? "result");
    const rules = all(body, /<rule id="(\w+)">(.*?)<\/rule>/gs).map(([, rule, text]) => ({
      id: rule,
      cells: all(text, /<inputEntry[^>]*><text>(.*?)<\/text>/gs).map((m) => unescapeXml(m[1])),
      outputs: all(text, /<outputEntry[^>]*><text>(.*?)<\/text>/gs).map((m) => unescapeXml(m[1])),
    }));
    return { id, policy, inputs, outputs, rules };
  });
}

// A small generator with a seed (xorshift), so that both engines see the same persons.
function generator(seed) {
  let state = BigInt(seed);
  return (count) => {
    state ^= (state << 13n) & 0xffffffffffffffffn;
    state ^= state >> 7n;
    state ^= (state << 17n) & 0xffffffffffffffffn;
    return Number((state & 0xffffffffn) % BigInt(count));
  };
}
const levels = ["none", "A1", "A2", "B1", "B2", "C1", "C2"];
function tablePerson(pick) {
  return {
    kind: ["degree", "vocational", "it", "other"][pick(4)],
    pay: (3000000 + pick(3500000)) / 100,
    months: pick(700) / 10,
    level: levels[pick(7)],
    age: 16 + pick(55),
  };
}
function cardPerson(pick) {
  const months = pick(600);
  return {
    qualification: ["degree", "vocational", "none"][pick(3)],
    recognised: pick(4) === 0,
    german: levels[pick(7)],
    english: levels[pick(7)],
    months_5y: months / 10,
    months_7y: (months + pick(240)) / 10,
    age: 16 + pick(40),
    stay_months: pick(12),
    shortage: pick(2) === 0,
    partner_qualifies: pick(5) === 0,
    funds_cents: 1200000 + pick(600000),
  };
}

const valueOf = (answer) => (answer && typeof answer === "object" && "value" in answer ? answer.value : answer);

function byFeelin(decisions, person) {
  const context = { ...person };
  for (const decision of decisions) {
    if (decision.expression) {
      context[decision.id] = valueOf(evaluate(decision.expression, context));
      continue;
    }
    const hits = decision.rules.filter((rule) =>
      rule.cells.every((cell, i) =>
        cell === "-" || valueOf(unaryTest(cell, { ...context, "?": context[decision.inputs[i]] })) === true));
    context[decision.id] =
      decision.policy === "COLLECT"
        ? hits.map((rule) => rule.id).join(" ")
        : hits.length === 1 ? valueOf(evaluate(hits[0].outputs[0], context)) : null;
  }
  return context[decisions.at(-1).id];
}

// FEEL cells in the words of zen.
function zenCell(cell) {
  if (cell === "-") return "";
  const negated = cell.match(/^not\((.*)\)$/);
  if (negated) return negated[1] === "true" ? "$ != true" : `$ not in [${negated[1]}]`;
  return cell.replace(/(\d)\.\.(?=\d)/g, "$1..");
}
function zenModel(decisions) {
  const nodes = [{ id: "in", name: "in", type: "inputNode", position: { x: 0, y: 0 } }];
  const edges = [];
  let last = "in";
  for (const decision of decisions) {
    const common = { id: decision.id, name: decision.id, position: { x: 0, y: 0 } };
    if (decision.expression) {
      const expression = decision.expression.replace(/\(if (.*?) then (\d+) else (\d+)\)/g, "(($1) ? $2 : $3)");
      nodes.push({ ...common, type: "expressionNode",
        content: { passThrough: true, expressions: [{ id: `${decision.id}_e`, key: decision.id, value: expression }] } });
    } else {
      const collect = decision.policy === "COLLECT";
      nodes.push({ ...common, type: "decisionTableNode", content: {
        hitPolicy: collect ? "collect" : "first", passThrough: !collect, inputField: null, outputPath: null,
        executionMode: "single",
        inputs: decision.inputs.map((field, i) => ({ id: `i${i}`, name: field, field })),
        outputs: [{ id: "o", name: decision.id, field: decision.id }],
        rules: decision.rules.map((rule) => ({
          _id: rule.id,
          ...Object.fromEntries(rule.cells.map((cell, i) => [`i${i}`, zenCell(cell)])),
          o: collect ? `"${rule.id}"` : rule.outputs[0],
        })),
      } });
    }
    edges.push({ id: `${last}_${decision.id}`, sourceId: last, targetId: decision.id, type: "edge" });
    last = decision.id;
  }
  nodes.push({ id: "out", name: "out", type: "outputNode", position: { x: 0, y: 0 } });
  edges.push({ id: `${last}_out`, sourceId: last, targetId: "out", type: "edge" });
  return { contentType: "application/vnd.gorules.decision", nodes, edges };
}

// Decisions a second: the best of five rounds.
async function rate(persons, decide) {
  let best = 0;
  for (let round = 0; round < 5; ++round) {
    const start = process.hrtime.bigint();
    for (const person of persons) await decide(person);
    best = Math.max(best, persons.length / (Number(process.hrtime.bigint() - start) / 1e9));
  }
  return best;
}

const workloads = [
  ["(a) one table, UNIQUE", "table", "one", tablePerson],
  ["(a) one table, COLLECT", "table", "ways", tablePerson],
  ["(b) opportunity card, six decisions", "card", "card", cardPerson],
];
for (const [title, file, wanted, make] of workloads) {
  const model = readModel(file);
  const decisions = file === "table" ? model.filter((one) => one.id === wanted) : model;
  const pick = generator(20260615);
  const persons = Array.from({ length: 300 }, () => make(pick));
  const engine = new ZenEngine();
  const zen = engine.createDecision(Buffer.from(JSON.stringify(zenModel(decisions))));
  const byZen = async (person) => {
    const { result } = await zen.evaluate(person);
    return Array.isArray(result) ? result.map((one) => one[wanted]).join(" ") : result?.[wanted] ?? null;
  };
  let differ = 0;
  for (const person of persons)
    if ((byFeelin(decisions, person) ?? null) !== (await byZen(person))) ++differ;
  console.log(title);
  console.log(`  feelin       ${(await rate(persons, (person) => byFeelin(decisions, person))).toFixed(0).padStart(8)} a second`);
  console.log(`  GoRules zen  ${(await rate(persons, byZen)).toFixed(0).padStart(8)} a second`);
  console.log(`  ${differ} of ${persons.length} persons answered differently by the two`);
}
