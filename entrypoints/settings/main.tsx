// The settings page: each key of the policy with what holds and whether it can be changed here. It stores nothing itself: the
// background decides, and this page shows what it says.
import { render } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Settings } from '../../core/protocol/questions.ts';
import { plainText } from '../../core/report/plain-text.ts';
import { NoAnswer, PageHead } from '../page-kit/parts.tsx';
import { sectionTitle } from '../page-kit/policy-words.tsx';
import { counted, nameDocument, text } from '../page-kit/text.ts';
import { hashOf, slugOf, usePlace, type Place } from './place.ts';
import { SearchBox } from './search-box.tsx';
import { foundIn, PERMISSIONS, Sections, sectionsOf, TRANSFER } from './sections.tsx';
import { useSettings } from './use-settings.ts';

function SettingsPage() {
  const { settings, problem, askAgain, change, replace } = useSettings();
  const [place, search] = usePlace();
  const [latest, setLatest] = useState('');
  const changeOne = useCallback(
    (key: string, value: unknown) => {
      setLatest(key);
      return change(key, value);
    },
    [change],
  );
  return (
    <>
      <PageHead subtitle={text('settings_title')} here="settings" />
      <main id="main" aria-busy={settings === null && problem === ''}>
        <h1>{text('settings_title')}</h1>
        <p id="summary" class="quiet" role="status">
          {settings ? summaryOf(settings) : problem === '' && text('settings_asking')}
        </p>
        {problem !== '' && <NoAnswer {...{ problem, askAgain }} />}
        {settings && (
          <div class="columns">
            <div class="side">
              <SearchBox query={place.query} search={search} />
              <SideNav {...{ settings, place }} />
            </div>
            <div class="sections">
              <Found {...{ settings, search }} query={place.query} />
              <Sections {...{ settings, place, latest, replace, askAgain }} change={changeOne} />
            </div>
          </div>
        )}
      </main>
    </>
  );
}

function SideNav({ settings, place }: { settings: Settings; place: Place }) {
  const names = sectionsOf(settings).map((name) => [slugOf(name), sectionTitle(name)] as const);
  const all = [
    ...names,
    [PERMISSIONS, text('settings_permissions')] as const,
    [TRANSFER, text('settings_transfer')] as const,
  ];
  const isKnown = all.some(([slug]) => slug === place.section);
  const here = isKnown ? place.section : all[0]?.[0];
  const nav = useRef<HTMLElement>(null);
  // On a narrow window the names are in a row that scrolls.
  useEffect(() => {
    const current = nav.current?.querySelector('[aria-current]');
    current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [here]);
  return (
    <nav ref={nav} id="sections" aria-label={text('settings_sections')}>
      {all.map(([slug, title]) => (
        <a
          key={slug}
          href={hashOf({ query: '', section: slug })}
          aria-current={place.query === '' && slug === here ? 'page' : undefined}
        >
          {title}
        </a>
      ))}
    </nav>
  );
}

/** What a search has found, also for those who hear the page. */
function Found({
  settings,
  query,
  search,
}: {
  settings: Settings;
  query: string;
  search: (query: string) => void;
}) {
  const count = query === '' ? null : foundIn(settings, query);
  return (
    <div class="found" hidden={count === null}>
      <p id="found" role="status" class="quiet">
        {count === 0 && text('settings_none_found', { query: plainText(query, 60) })}
        {count !== null && count > 0 && counted('settings_found', count)}
      </p>
      <button id="clear-search" type="button" class="button-small" onClick={() => search('')}>
        {text('settings_clear_search')}
      </button>
    </div>
  );
}

function summaryOf({ isManaged, organisationName }: Settings): string {
  if (!isManaged) return text('settings_unmanaged');
  const organisation = plainText(organisationName, 100).replace(/\.$/, '');
  return organisation === ''
    ? text('settings_managed')
    : text('settings_managed_by', { organisation });
}

nameDocument(`${text('settings_title')} – ${text('product_name')}`);
render(<SettingsPage />, document.body);
