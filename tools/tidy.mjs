// SPDX-License-Identifier: EUPL-1.2
// The style rules that a machine can check. `node tools/tidy.mjs [ROOT]` prints one line per breach and exits 1.
// Each rule is a function (file, text, tree) -> breaches; tools/tidy.test.mjs breaks each of them once.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';

const LINES_MAX = 600;
const FUNCTION_LINES_MAX = 70;
const COLUMNS_MAX = 100;

// Heavy or foreign headers and the only files that may read them.
const RESERVED = [
  [/<microhttpd\.h>/, /^src\/api\/http\/[a-z_]+\.cpp$/],
  [/mustache\.hpp>/, /^src\/api\/render\/[a-z_]+\.cpp$/],
  [/<toml\+\+\//, /^src\/base\/toml\.cpp$/],
  [/<pugixml\.hpp>/, /^src\/base\/xml\.cpp$/],
  [/<sqlite3\.h>/, /^src\/ledger\/.*\.(cpp|h)$/],
  [/<date\/tz\.h>/, /^src\/(base\/instant|decisions\/feel\/[a-z_]+)\.cpp$/],
  [/<bid_(conf|functions)\.h>/, /^src\/base\/decimal[a-z_]*\.(cpp|h)$/],
  [/<fmt\//, /\.cpp$/],
  [/<CLI\//, /^src\/main\/[a-z_]+\.cpp$/],
];

const isCode = (file) => /^(src|bench)\/.*\.(h|cpp)$/.test(file);
const isTest = (file) => /_test\.cpp$|test_main\.cpp$|_fuzz\.cpp$/.test(file) || file.startsWith('bench/');
// Code without its comments and string contents, line structure kept.
export function bare(text) {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|R"([a-z]*)\([\s\S]*?\)\1"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'/g,
    (found) => (found[0] === '/' ? '' : '""') + '\n'.repeat((found.match(/\n/g) || []).length));
}
const lineOf = (text, index) => text.slice(0, index).split('\n').length;
function each(text, pattern, message) {
  return [...text.matchAll(pattern)].map((m) => [lineOf(text, m.index), typeof message === 'function' ? message(m) : message]);
}

export const rules = {
  spdx(file, text) {
    return isCode(file) && !text.startsWith('// SPDX-License-Identifier: EUPL-1.2') ? [[1, 'the first line is the SPDX line']] : [];
  },
  pragma_once(file, text) {
    return isCode(file) && file.endsWith('.h') && !/^#pragma once$/m.test(text) ? [[1, '#pragma once is missing']] : [];
  },
  file_length(file, text) {
    const lines = text.split('\n').length - 1;
    return isCode(file) && !file.endsWith('.gen.cpp') && lines > LINES_MAX ? [[lines, `${lines} lines; at most ${LINES_MAX}: split by idea`]] : [];
  },
  columns(file, text) {
    if (!isCode(file) || file.endsWith('.gen.cpp')) return [];
    return text.split('\n').flatMap((line, i) => ([...line].length > COLUMNS_MAX && !/https?:|R"/.test(line) ? [[i + 1, `over ${COLUMNS_MAX} columns`]] : []));
  },
  function_length(file, text) {
    if (!isCode(file) || !file.endsWith('.cpp') || isTest(file)) return [];
    const lines = text.split('\n'), breaches = [];
    let start = -1;
    lines.forEach((line, i) => {
      if (start < 0 && /^[A-Za-z_].*[{(,]\s*$/.test(line) && !/^(namespace|struct|class|enum|extern|using|constexpr|const|static const|inline constexpr|template)\b/.test(line)) start = i;
      if (start >= 0 && /^\}/.test(line)) {
        const body = lines.slice(start, i + 1);
        if (body.length > FUNCTION_LINES_MAX && !body.some((l) => l.includes('// tidy: table')))
          breaches.push([start + 1, `a function of ${body.length} lines; at most ${FUNCTION_LINES_MAX} ("// tidy: table" marks a long table or switch)`]);
        start = -1;
      }
      if (start >= 0 && /^(\);|\S.*;)$/.test(line)) start = -1;
    });
    return breaches;
  },
  layers(file, text, tree) {
    const match = /^src\/([a-z]+)\//.exec(file);
    if (!match) return [];
    const here = tree.layers.indexOf(match[1]);
    if (here < 0) return [[1, `folder src/${match[1]} is not in tools/layers.txt`]];
    return each(text, /^#include "([a-z]+)\/[^"]*"/gm, (m) => m).flatMap(([line, m]) => {
      const there = tree.layers.indexOf(m[1]);
      return there > here || there < 0 ? [[line, `${match[1]} may not include ${m[1]} (tools/layers.txt)`]] : [];
    });
  },
  reserved_headers(file, text) {
    if (!isCode(file)) return [];
    return RESERVED.flatMap(([header, place]) => (place.test(file) ? [] : each(text, new RegExp('#include ' + header.source, 'g'), (m) => `${m[0]} is read only in ${place.source}`)));
  },
  using_namespace(file, text) {
    return isCode(file) && !file.endsWith('_fuzz.cpp') ? each(bare(text), /\busing namespace\b(?! std::(chrono_)?literals)/g, 'no "using namespace"') : [];
  },
  no_throw(file, text) {
    return isCode(file) && !isTest(file) ? each(bare(text), /\bthrow\b/g, 'no exceptions of ours: return a Result').filter(([line]) => !text.split('\n')[line - 1].includes('// tidy: throw')) : [];
  },
  no_double(file, text) {
    if (!isCode(file) || isTest(file)) return [];
    return each(bare(text), /\b(double|float)\b/g, 'numbers of the law are Decimal or integers, never double').filter(([line]) => !text.split('\n')[line - 1].includes('// tidy: double'));
  },
  clock(file, text) {
    if (!isCode(file) || file === 'src/base/instant.cpp' || isTest(file)) return [];
    return each(bare(text), /system_clock::now|\btime\(\s*(nullptr|NULL|0)\s*\)|gettimeofday|clock_gettime/g, 'time comes from a Clock that is passed in');
  },
  unfinished(file, text) {
    return isCode(file) || file.startsWith('web/') || file.startsWith('content/') ? each(text, /\b(TODO|FIXME|XXX)\b/g, 'unfinished work does not stay in the tree') : [];
  },
  no_country(file, text) {
    if (!/^src\//.test(file)) return [];
    return each(text, /\b(Georgia|Kenya|India|Uzbekistan|Morocco|Colombia|Moldova|Kyrgyzstan|Philippines|Ghana|Iraq|Nigeria)n?\b/g, 'C++ names no country: it belongs into content/');
  },
  source_keys(file, text) {
    return /^content\/.*\.(toml|dmn|bpmn)$/.test(file) ? each(text, /\[S\d{1,3}\]|"S\d{2,3}[a-d]?"/g, 'cite the title of the source, not a private key') : [];
  },
  machine_paths(file, text) {
    return file.startsWith('tools/tidy') ? [] : each(text, /(^|[\s"'`(])\/(work|root)\//gm, 'a path of one machine');
  },
  dead_links(file, text, tree) {
    if (!file.endsWith('.md')) return [];
    return each(text.replace(/```[\s\S]*?```/g, (f) => f.replace(/[^\n]/g, '')), /\]\((?!https?:|mailto:|#)([^)\s]+)\)/g, (m) => m[1]).flatMap(([line, target]) => {
      const path = normalize(join(dirname(file), target.split('#')[0]));
      return tree.exists(path) ? [] : [[line, `dead link to ${target}`]];
    });
  },
};

export function check(files, read, tree) {
  const breaches = [];
  for (const file of files) {
    const text = read(file);
    for (const [name, rule] of Object.entries(rules))
      for (const [line, message] of rule(file, text, tree)) breaches.push(`${file}:${line}: ${message} [${name}]`);
  }
  return breaches;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = process.argv[2] ?? '.';
  const files = execFileSync('git', ['-C', root, 'ls-files'], { encoding: 'utf8', maxBuffer: 1 << 26 }).split('\n')
    .filter((f) => /\.(h|cpp|md|toml|dmn|bpmn|mjs|ts|mustache|css|txt|yaml|json)$/.test(f) && !f.endsWith('package-lock.json'))
    .filter((f) => existsSync(join(root, f)));
  const layers = readFileSync(join(root, 'tools/layers.txt'), 'utf8').split('\n').filter((l) => /^[a-z]/.test(l));
  const breaches = check(files, (f) => readFileSync(join(root, f), 'utf8'), { layers, exists: (p) => existsSync(join(root, p)) });
  breaches.forEach((b) => console.log(b));
  console.log(`tidy: ${files.length} files, ${breaches.length} breaches`);
  process.exit(breaches.length ? 1 : 0);
}
