// SPDX-License-Identifier: EUPL-1.2
// The only script of the public pages. Every page works without it; it adds:
//  - the first error of a refused form gets the focus,
//  - "print" buttons (hidden without script),
//  - on the pathway form, a search that narrows the questions by their words.
const first = document.querySelector<HTMLElement>('[data-error-summary]');
if (first) first.focus();

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

const search = document.querySelector<HTMLInputElement>('input[data-filter]');
if (search) {
  const wrapper = search.closest<HTMLElement>('[hidden]');
  if (wrapper) wrapper.hidden = false;
  const items = [...document.querySelectorAll<HTMLElement>('[data-filter-item]')];
  const empty = document.querySelector<HTMLElement>('[data-filter-empty]');
  search.addEventListener('input', () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of items) {
      const text = (item.textContent ?? '').toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
      if (!item.hidden) shown += 1;
    }
    if (empty) empty.hidden = shown > 0;
  });
}
