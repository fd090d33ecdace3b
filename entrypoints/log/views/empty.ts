// What stands in place of the table when there is nothing to show, and why there is nothing.
import { byId, element } from '../../page-kit/dom.ts';

const TEXTS = {
  'no-incidents': [
    'The log is empty.',
    'Assay watches pages while they load and run: WebAssembly modules, workers that compute without a pause, and ' +
      'requests to known mining hosts. When it sees a miner, it stops it and writes an incident here.',
  ],
  'no-match': [
    'No incident holds all of these words',
    'The search looks at site, address, title, hosts, family, the sentences of the evidence and the SHA-256 of ' +
      'the module. Every word must occur.',
  ],
} as const;

/** `none` hides it. */
export function showEmpty(why: keyof typeof TEXTS | 'none'): void {
  const box = byId('empty', HTMLElement);
  box.hidden = why === 'none';
  if (why === 'none') return;
  const [title, text] = TEXTS[why];
  box.replaceChildren(element('h2', {}, title), element('p', { class: 'quiet' }, text));
}
