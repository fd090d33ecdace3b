// The sections of the page: one at a time, or while something is searched all that hold it. What is not shown is hidden and not
// removed, so that nothing that was typed is lost.
import type { ComponentChildren } from 'preact';
import type { Setting, Settings } from '../../core/protocol/questions.ts';
import { sectionTitle } from '../page-kit/policy-words.tsx';
import { counted, text } from '../page-kit/text.ts';
import { holds, textsOf } from './find.ts';
import { Permission } from './permission.tsx';
import { slugOf, type Place } from './place.ts';
import { SettingRow, type RowProps } from './setting-row.tsx';
import { Transfer } from './transfer.tsx';
import type { OwnSettings } from './use-settings.ts';

/** Slugs of what is no section of the policy. */
export const PERMISSIONS = 'permissions';
export const TRANSFER = 'my-settings';

interface SectionsProps extends Pick<OwnSettings, 'replace' | 'askAgain'> {
  readonly settings: Settings;
  readonly place: Place;
  readonly latest: string;
  readonly change: RowProps['change'];
}

export function Sections({ settings, place, latest, change, replace, askAgain }: SectionsProps) {
  const { query, section } = place;
  const names = sectionsOf(settings);
  const here = [...names.map(slugOf), PERMISSIONS, TRANSFER].includes(section)
    ? section
    : slugOf(names[0] ?? '');
  const isShown = (slug: string, texts: readonly string[]): boolean =>
    query === '' ? slug === here : holds(texts, query);
  const organisation = settings.organisationName;
  const permission = [text('settings_extensions_title'), text('settings_extensions_text')];
  return (
    <>
      {names.map((name) => (
        <PolicySection
          key={name}
          name={name}
          isSearching={query !== ''}
          settings={settings.settings.filter((setting) => setting.section === name)}
          isShown={(setting) => isShown(slugOf(name), textsOf(setting))}
          row={{ organisation, latest, change }}
        />
      ))}
      <Section
        slug={PERMISSIONS}
        title={text('settings_permissions')}
        isHidden={!isShown(PERMISSIONS, permission)}
      >
        <Permission
          isGranted={settings.maySeeExtensions}
          askAgain={askAgain}
          isShown={(...texts) => isShown(PERMISSIONS, texts)}
        />
      </Section>
      <Section
        slug={TRANSFER}
        title={text('settings_transfer')}
        isHidden={!isShown(TRANSFER, transferTexts())}
      >
        <Transfer
          settings={settings}
          replace={replace}
          isShown={(...texts) => isShown(TRANSFER, texts)}
        />
      </Section>
    </>
  );
}

export function sectionsOf({ settings }: Settings): readonly string[] {
  return [...new Set(settings.map(({ section }) => section))];
}

/** How many parts of the page hold a query. */
export function foundIn({ settings }: Settings, query: string): number {
  const parts = [
    [text('settings_extensions_title'), text('settings_extensions_text')],
    [text('settings_export_title'), text('settings_export_text')],
    [text('settings_import_title'), text('settings_import_text')],
    [text('settings_reset_all_title'), text('settings_reset_all_text')],
  ];
  return [...settings.map(textsOf), ...parts].filter((texts) => holds(texts, query)).length;
}

/** As one: the section is shown where any part of it is. */
function transferTexts(): readonly string[] {
  return [
    ...[text('settings_export_title'), text('settings_export_text')],
    ...[text('settings_import_title'), text('settings_import_text')],
    ...[text('settings_reset_all_title'), text('settings_reset_all_text')],
  ];
}

interface PolicySectionProps {
  readonly name: string;
  readonly settings: readonly Setting[];
  readonly isSearching: boolean;
  readonly isShown: (setting: Setting) => boolean;
  readonly row: Pick<RowProps, 'organisation' | 'change'> & { readonly latest: string };
}

function PolicySection({ name, settings, isSearching, isShown, row }: PolicySectionProps) {
  const { latest, ...common } = row;
  const rowOf = (setting: Setting) => (
    <SettingRow
      key={setting.name}
      {...{ setting, ...common }}
      isHidden={!isShown(setting)}
      isLatest={latest === setting.name}
    />
  );
  const companys = settings.filter(isCompanyOnly);
  const others = settings.filter((setting) => !isCompanyOnly(setting));
  return (
    <Section slug={slugOf(name)} title={sectionTitle(name)} isHidden={!settings.some(isShown)}>
      {others.map(rowOf)}
      {companys.length > 0 && (
        <details
          class="company-only"
          hidden={!companys.some(isShown)}
          open={isSearching || others.length === 0}
        >
          <summary>{counted('settings_company_group', companys.length)}</summary>
          {companys.map(rowOf)}
        </details>
      )}
    </Section>
  );
}

function isCompanyOnly({ locked }: Setting): boolean {
  return locked === 'company-only';
}

function Section({
  slug,
  title,
  isHidden,
  children,
}: {
  slug: string;
  title: string;
  isHidden: boolean;
  children: ComponentChildren;
}) {
  return (
    <section
      id={`section-${slug}`}
      class="card"
      aria-labelledby={`${slug}-heading`}
      hidden={isHidden}
    >
      <h2 id={`${slug}-heading`}>{title}</h2>
      {children}
    </section>
  );
}
