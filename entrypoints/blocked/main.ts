// The page in place of a blocked site: what was blocked, why, whom to ask, and the way back. It never links to the
// blocked address and shows every part of it as text.
import browser from 'webextension-polyfill';
import type { Questions } from '../../core/protocol/questions.ts';
import { plainText } from '../../core/report/plain-text.ts';
import { ask, errorText } from '../page-kit/ask.ts';
import { byId, element } from '../page-kit/dom.ts';
import { readBlockedRequest, type BlockedRequest } from './blocked-request.ts';
import { showWho } from './who.ts';

const listFormat = new Intl.ListFormat('en', { type: 'conjunction' });

type HostDescription = Questions['describe-host']['answer'];

/** When the browser has not left by then, there was nowhere to go back to. */
const BACK_PATIENCE_MS = 1_000;

/**
 * Chromium keeps an entry for its own error page between the page before and this one; going back by one would
 * load the blocked address again and end up here (measured in Chromium 156).
 */
const STEPS_BACK = import.meta.env.FIREFOX ? 1 : 2;

const CATEGORY_SENTENCES: Readonly<Record<string, string>> = {
  cryptojacking:
    'It is known to make the computers of its visitors mine cryptocurrency without asking.',
  'deliberate-mining':
    'It is known as a place to mine cryptocurrency on purpose, which is not allowed here.',
};

async function show({ host, address, why, incidentId }: BlockedRequest): Promise<void> {
  byId('address', HTMLElement).textContent = address || 'not given';
  byId('sentence', HTMLElement).replaceChildren(...sentenceOn(host, why));
  if (why === 'mining') {
    showMining(host, incidentId);
    return;
  }
  if (host === '') {
    showWhy([paragraph('This page was opened without saying what was blocked.')]);
    return;
  }
  document.title = `${host} was blocked – Assay`;
  try {
    showWhy(reasons(host, await ask('describe-host', { host })));
  } catch (error) {
    showWhy([paragraph(`The reason could not be looked up. ${plainText(errorText(error), 200)}`)]);
  }
}

function sentenceOn(host: string, why: BlockedRequest['why']): readonly (Node | string)[] {
  const said = why === 'mining' ? 'Assay closed ' : 'Assay stopped the browser from opening ';
  if (host === '') return [`${said}a page.`];
  return [said, element('strong', {}, element('bdi', {}, host)), '.'];
}

/** The page was open and went on mining when it was told to stop. */
function showMining(host: string, incidentId: string): void {
  document.title = `${host || 'A page'} was closed – Assay`;
  byId('title', HTMLElement).textContent = 'This page was closed';
  const href = `/log.html#incident=${encodeURIComponent(incidentId)}`;
  showWhy([
    paragraph(
      'It used the processor of this computer to mine cryptocurrency, and nothing gentler could stop it. Until the browser is closed it gets no workers, no sockets and no WebAssembly.',
    ),
    ...(incidentId === ''
      ? []
      : [element('p', {}, element('a', { attributes: { href } }, 'What was seen and done'))]),
  ]);
}

function reasons(host: string, description: HostDescription): readonly Node[] {
  if (description === null)
    return [paragraph('The host is not on the list any more. Try to open the page again.')];
  const { listedAs, category, sources } = description;
  const known = CATEGORY_SENTENCES[category] ?? `It is listed as ${plainText(category, 60)}.`;
  const listed =
    listedAs === host ? '' : ` It belongs to ${plainText(listedAs, 253)}, which is on the list.`;
  const named = listFormat.format(sources.map((source) => plainText(source, 120)));
  const sourced = element('p', { class: 'quiet' }, `Named by these lists: ${named}.`);
  return [
    paragraph(`${known}${listed} Nothing from it was loaded.`),
    ...(sources.length > 0 ? [sourced] : []),
  ];
}

function paragraph(text: string): HTMLElement {
  return element('p', {}, text);
}

function showWhy(nodes: readonly Node[]): void {
  byId('why', HTMLElement).replaceChildren(...nodes);
}

/** Back to where the visitor came from, or to a new empty tab when this one has no past. */
function goBack(): void {
  const leave = setTimeout(() => void leaveTab(), BACK_PATIENCE_MS);
  addEventListener('pagehide', () => clearTimeout(leave));
  history.go(-STEPS_BACK);
}

async function leaveTab(): Promise<void> {
  const own = await browser.tabs.getCurrent();
  await browser.tabs.create({});
  if (own.id !== undefined) await browser.tabs.remove(own.id);
}

byId('back', HTMLButtonElement).addEventListener('click', goBack);
const request = readBlockedRequest(location);
void show(request);
// Without an answer the page says what it says by itself.
showWho(request.address, request.incidentId).catch(() => undefined);
