// SPDX-License-Identifier: EUPL-1.2
// The subset of the KERN design system that our templates use: other rules, fonts, comments and unread
// custom properties are left out.
import postcss from 'postcss';
import { PurgeCSS } from 'purgecss';

export async function purgeKern(css, templates, own) {
  const [result] = await new PurgeCSS().purge({
    content: [{ raw: templates, extension: 'html' }],
    css: [{ raw: css }],
    defaultExtractor: (text) => text.match(/[A-Za-z0-9_-]+/g) || [],
    safelist: { standard: ['html', 'body', ':root'] },
  });
  const root = postcss.parse(result.css);
  root.walkComments((comment) => comment.remove());
  root.walkAtRules('charset', (rule) => rule.remove());
  root.walkAtRules('font-face', (rule) => rule.remove());
  dropUnreadProperties(root, own);
  root.walkRules((rule) => { if (rule.nodes.length === 0) rule.remove(); });
  root.walkAtRules((rule) => { if (rule.nodes && rule.nodes.length === 0) rule.remove(); });
  return root.toString();
}

// Again and again, since a property may be read only by another that is not read.
function dropUnreadProperties(root, own) {
  for (let dropped = true; dropped;) {
    dropped = false;
    const read = new Set([...own.matchAll(/var\(\s*(--[\w-]+)/g)].map((m) => m[1]));
    root.walkDecls((declaration) => {
      for (const m of declaration.value.matchAll(/var\(\s*(--[\w-]+)/g)) read.add(m[1]);
    });
    root.walkDecls(/^--/, (declaration) => {
      if (!read.has(declaration.prop)) {
        declaration.remove();
        dropped = true;
      }
    });
  }
}
