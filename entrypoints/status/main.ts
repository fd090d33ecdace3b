// The status page: asks the background what is in force and shows it, so that an admin can prove it and an analyst can compare
// devices. It decides and changes nothing.
import type { InForce, KeyInForce } from '../../core/protocol/questions.ts';
import { plainText } from '../../core/report/plain-text.ts';
import { ask, errorText } from '../page-kit/ask.ts';
import { byId, element } from '../page-kit/dom.ts';
import { dayOf, saveFile } from '../page-kit/save-file.ts';

const MOST_CHARS = 20_000;
const SOURCES: Readonly<Record<string, string>> = {
  company: 'Company',
  person: 'You',
  'company and person': 'Company and you',
  default: 'Default',
};

const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

async function show(): Promise<void> {
  const main = byId('main', HTMLElement);
  try {
    render(await ask('in-force', {}));
  } catch (error) {
    summary(`The background of Assay did not answer. ${plainText(errorText(error), 300)}`);
  }
  main.setAttribute('aria-busy', 'false');
}

function render(state: InForce): void {
  summary(summaryOf(state));
  byId('facts', HTMLElement).replaceChildren(...factsOf(state));
  list(
    'ignored',
    state.ignored.map(({ name, from, why }) => [
      element('code', {}, plainText(name, 120)),
      ` ${plainText(why, 600)} (${from === 'company' ? 'company' : 'you'})`,
    ]),
  );
  list(
    'gaps',
    state.gaps.map((gap) => [gap]),
  );
  const sections = [...new Set(state.keys.map(({ section }) => section))];
  byId('sections', HTMLElement).replaceChildren(
    ...sections.map((name) =>
      sectionOf(
        name,
        state.keys.filter(({ section }) => section === name),
      ),
    ),
  );
  installExport(state);
}

function summary(text: string): void {
  byId('summary', HTMLElement).textContent = text;
}

function summaryOf({ isManaged, isCopy, organisationName, ignored }: InForce): string {
  const by = plainText(organisationName, 100) || 'your organisation';
  const who = isManaged
    ? sentence(`Managed by ${by}`)
    : 'There is no policy: defaults and your own settings hold.';
  const copy = isCopy
    ? ' The browser has not delivered the policy yet: the copy of the last time holds.'
    : '';
  const wrong =
    ignored.length > 0 ? ` ${ignored.length} of the values that were set do not count.` : '';
  return who + copy + wrong;
}

/** Names of companies can end in a dot. */
function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}

function factsOf(state: InForce): readonly HTMLElement[] {
  const { passed, failed } = state.selfTest;
  const test =
    failed.length === 0
      ? `Passed, ${passed.length} of ${passed.length}`
      : `Failed: ${failed.join('; ')}`;
  const hosts = Object.values(state.hostsListed).reduce((sum, count) => sum + count, 0);
  const facts: readonly (readonly [string, string])[] = [
    ['Version', plainText(state.engineVersion, 40)],
    ['Policy read', state.readAt === null ? 'not yet' : dateFormat.format(state.readAt)],
    ['Fingerprint of the values', state.policyHash.slice(0, 16)],
    ['Listed hosts', hosts.toLocaleString('en-GB')],
    ['Rules', rulesText(state)],
    ['Self-test', test],
  ];
  return facts.map(([name, text]) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, text)),
  );
}

/** A pack's words are its signer's. */
function rulesText({ rules: { pack, outcome } }: InForce): string {
  const inForce = pack
    ? `pack ${pack.version} from ${plainText(pack.from, 100)}, until ${pack.expiresAt}`
    : 'those that ship';
  return `${inForce}. ${plainText(outcome, 400)}`;
}

/** Fills a list, and hides its section when there is nothing to say. */
function list(id: string, items: readonly (readonly (Node | string)[])[]): void {
  const section = byId(id, HTMLElement);
  section.hidden = items.length === 0;
  section.querySelector('ul')?.replaceChildren(...items.map((item) => element('li', {}, ...item)));
}

function sectionOf(name: string, keys: readonly KeyInForce[]): HTMLElement {
  return element(
    'section',
    { class: 'card' },
    element('h2', {}, name),
    element('dl', { class: 'keys' }, ...keys.map(keyOf)),
  );
}

function keyOf({ name, title, value, source, isReserved }: KeyInForce): HTMLElement {
  const set = source === 'default' ? 'source' : 'source source-set';
  return element(
    'div',
    {},
    element('dt', {}, title, element('code', { class: 'quiet' }, name)),
    element(
      'dd',
      {},
      ...valueOf(value),
      ...(isReserved ? [element('p', { class: 'quiet' }, 'No effect in this version.')] : []),
    ),
    element('dd', { class: set }, SOURCES[source] ?? plainText(source, 40)),
  );
}

/** Lists with a line for each item. */
function valueOf(json: string): readonly HTMLElement[] {
  if (json === '') return [element('span', { class: 'quiet' }, 'not shown')];
  const value = JSON.parse(json) as unknown;
  if (!Array.isArray(value)) return [oneValue(value)];
  if (value.length === 0) return [element('span', { class: 'quiet' }, 'none')];
  return [element('ul', {}, ...value.map((item) => element('li', {}, oneValue(item))))];
}

function oneValue(value: unknown): HTMLElement {
  if (value === '') return element('span', { class: 'quiet' }, 'not set');
  const text = typeof value === 'string' ? value : textOf(value);
  return element('code', {}, plainText(text, MOST_CHARS));
}

/** `example.org · company volunteers · until 2027-12-31`. */
function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { host, until, ...rest } = value as Readonly<Record<string, string>>;
  const more = Object.values(rest).filter((text) => text !== '');
  return [host, ...more, ...(until ? [`until ${until}`] : [])].join(' · ');
}

function installExport(state: InForce): void {
  const button = byId('export', HTMLButtonElement);
  button.disabled = false;
  button.onclick = () => {
    const now = Date.now();
    const document = { schemaVersion: 1, exportedAt: new Date(now).toISOString(), ...state };
    saveFile(
      `${JSON.stringify(document, null, 2)}\n`,
      'application/json',
      `assay-in-force-${dayOf(now)}.json`,
    );
  };
}

void show();
