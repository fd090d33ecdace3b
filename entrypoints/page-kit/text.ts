// The texts of our pages in the language of the browser. Keys are checked by the compiler against the English texts; what is
// filled in stays text. It also says in which language numbers, times and lists are written: that of the texts.
import browser from 'webextension-polyfill';
import type blocked from '../../assets/locales/en/blocked.json';
import type common from '../../assets/locales/en/common.json';
import type incident from '../../assets/locales/en/incident.json';
import type log from '../../assets/locales/en/log.json';
import type notice from '../../assets/locales/en/notice.json';
import type policy from '../../assets/locales/en/policy.json';
import type popup from '../../assets/locales/en/popup.json';
import type settings from '../../assets/locales/en/settings.json';
import type status from '../../assets/locales/en/status.json';
import type welcome from '../../assets/locales/en/welcome.json';

type Texts = typeof common &
  typeof log &
  typeof incident &
  typeof popup &
  typeof blocked &
  typeof settings &
  typeof status &
  typeof policy &
  typeof welcome &
  typeof notice;

type KeyOf<Kind> = { [Key in keyof Texts]: Texts[Key] extends Kind ? Key : never }[keyof Texts] &
  string;

/** A key of a plain text. */
export type TextKey = KeyOf<string>;
/** A key of a text that has a form for one and one for many. */
export type CountKey = KeyOf<object>;

type Filling = Readonly<Record<string, string | number>>;

/** Language of the texts, for `Intl`. Where the browser's own is a variant of it, that variant. */
export const locale: string = localeOf(
  browser.i18n.getMessage('locale') || 'en-GB',
  browser.i18n.getUILanguage(),
);

function localeOf(ofTexts: string, ofBrowser: string): string {
  const language = (name: string): string => name.split(/[-_]/)[0] ?? '';
  return language(ofTexts) === language(ofBrowser) ? ofBrowser : ofTexts;
}

export const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const plurals = new Intl.PluralRules(locale);

/** The text of a key; `{name}` in it is filled in, numbers as people of that language write them. */
export function text(key: TextKey, filling: Filling = {}): string {
  return filled(browser.i18n.getMessage(key), filling);
}

/** A text whose key is put together from names, such as those of the policy; empty where there is none. */
export function textOfName(...parts: readonly string[]): string {
  return browser.i18n.getMessage(parts.join('_').replace(/\W/g, '_'));
}

/** The form for so many; `{count}` in it is the number. */
export function counted(key: CountKey, count: number, filling: Filling = {}): string {
  const form = browser.i18n.getMessage(`${key}_${plurals.select(count)}`);
  return filled(form || browser.i18n.getMessage(`${key}_other`), { ...filling, count });
}

function filled(message: string, filling: Filling): string {
  return message.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = filling[name];
    return value === undefined ? whole : typeof value === 'number' ? number.format(value) : value;
  });
}

/** Tells the document its language and direction, and names it. */
export function nameDocument(title: string): void {
  document.title = title;
  document.documentElement.lang = locale;
  document.documentElement.dir = browser.i18n.getMessage('@@bidi_dir') || 'ltr';
}
