// SPDX-License-Identifier: EUPL-1.2
// Breaks each rule of tidy.mjs once and checks that it is named, and that decent files pass.
import { bare, check, rules } from './tidy.mjs';

const tree = { layers: ['base', 'terms', 'api'], exists: (path) => path === 'docs/there.md' };
const head = '// SPDX-License-Identifier: EUPL-1.2\n';
const cases = {
  spdx: ['src/base/a.cpp', 'int a;\n'],
  pragma_once: ['src/base/a.h', head],
  file_length: ['src/base/a.cpp', head + 'int a;\n'.repeat(600)],
  columns: ['src/base/a.cpp', head + '// ' + 'a'.repeat(100) + '\n'],
  function_length: ['src/base/a.cpp', head + 'void f() {\n' + '  g();\n'.repeat(70) + '}\n'],
  layers: ['src/terms/a.cpp', head + '#include "api/server.h"\n'],
  reserved_headers: ['src/terms/a.cpp', head + '#include <sqlite3.h>\n'],
  using_namespace: ['src/terms/a.cpp', head + 'using namespace std;\n'],
  no_throw: ['src/terms/a.cpp', head + 'void f() { throw 1; }\n'],
  no_double: ['src/terms/a.cpp', head + 'double rate = 0;\n'],
  clock: ['src/terms/a.cpp', head + 'auto t = std::chrono::system_clock::now();\n'],
  unfinished: ['src/terms/a.cpp', head + '// TO' + 'DO later\n'],
  no_country: ['src/terms/a.cpp', head + 'auto name = "Georgia";\n'],
  source_keys: ['content/a.toml', 'source = "S115"\n'],
  machine_paths: ['docs/a.md', 'see /' + 'work/shared\n'],
  dead_links: ['docs/a.md', '[gone](gone.md) and [there](there.md)\n'],
};
let passed = 0, failed = 0;
const test = (name, good) => { good ? passed++ : (failed++, console.log(`FAILED ${name}`)); };

for (const name of Object.keys(rules)) {
  const given = cases[name];
  test(`rule ${name} has a case`, Boolean(given));
  if (!given) continue;
  const found = check([given[0]], () => given[1], tree);
  test(`rule ${name} names its breach`, found.length === 1 && found[0].endsWith(`[${name}]`) || (console.log(found), false));
}
const decent = head + '// A file.\n#include "terms/b.h"\n\nint f() {\n  return 1;  // double words in a comment do not count\n}\nauto s = "throw";\n';
test('a decent file passes', check(['src/terms/a.cpp'], () => decent, tree).length === 0);
test('a table marked as one may be long', check(['src/base/a.cpp'], () => head + 'void f() {\n  // tidy: table\n' + '  g();\n'.repeat(80) + '}\n', tree).length === 0);
test('comments and strings are bare', bare('a("x y"); // throw\n') === 'a(""); \n');
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
