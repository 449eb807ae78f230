// SPDX-License-Identifier: EUPL-1.2
// Turns the sources of web/ into web/dist/: site.css (the KERN rules that the templates use, then ours),
// the islands, and the map. Works without a network once `npm ci` has run; the same input gives the same bytes.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { buildMap } from './map.mjs';
import { purgeKern } from './styles.mjs';

const web = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(web, 'dist');

export function filesBelow(folder, ending) {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path, ending);
    return entry.name.endsWith(ending) ? [path] : [];
  });
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

const templates = filesBelow(join(web, 'templates'), '.mustache').map((path) => readFileSync(path, 'utf8')).join('\n');
const own = filesBelow(join(web, 'styles'), '.css').map((path) => readFileSync(path, 'utf8')).join('\n');
const kern = await purgeKern(readFileSync(join(web, 'node_modules/@kern-ux/native/dist/kern.css'), 'utf8'), templates, own);
const css = await esbuild.transform(`@layer kern, own;\n@layer kern {${kern}}\n@layer own {${own}}`, { loader: 'css', minify: true, target: ['chrome109', 'firefox115', 'safari16'] });
writeFileSync(join(dist, 'site.css'), css.code);

await esbuild.build({
  entryPoints: [join(web, 'islands/site.ts')],
  outfile: join(dist, 'site.js'),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2020',
  logLevel: 'warning',
});

writeFileSync(join(dist, 'map.json'), JSON.stringify(buildMap()));
writeFileSync(join(dist, 'icon.svg'), readFileSync(join(web, 'images/icon.svg')));
console.log(`web: site.css ${css.code.length} bytes`);
