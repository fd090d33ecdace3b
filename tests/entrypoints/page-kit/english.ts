// Test aid: what `browser.i18n` says in an English browser, for parts of our pages that run outside of one.
import { textsOf } from '../../../cli/locales.ts';

const texts = textsOf('en');

export const i18n = {
  getMessage: (key: string): string => texts[key] ?? '',
  getUILanguage: (): string => 'en-GB',
};
