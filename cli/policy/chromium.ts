// What Chrome, Chromium and Edge themselves are told around Assay: install it, pin it, and how private windows and WebRTC
// behave. One list of browser policies for every template; where it is written to is theirs.
import type { Answers, ChromiumAnswer } from './answers.ts';

export type ChromiumBrowser = 'chrome' | 'edge';

/** Names that differ between the two. */
export const CHROMIUM = {
  chrome: {
    title: 'Google Chrome',
    registry: String.raw`SOFTWARE\Policies\Google\Chrome`,
    /** Also the domain of its preferences on macOS. */
    bundle: 'com.google.Chrome',
    policyPage: 'chrome://policy',
    privateAvailability: 'IncognitoModeAvailability',
    privateMandatory: 'MandatoryExtensionsForIncognitoNavigation',
    webRtc: 'WebRtcIPHandling',
    pin: { toolbar_pin: 'force_pinned' },
  },
  edge: {
    title: 'Microsoft Edge',
    registry: String.raw`SOFTWARE\Policies\Microsoft\Edge`,
    bundle: 'com.microsoft.Edge',
    policyPage: 'edge://policy',
    privateAvailability: 'InPrivateModeAvailability',
    privateMandatory: 'MandatoryExtensionsForInPrivateNavigation',
    webRtc: 'WebRtcLocalhostIpHandling',
    pin: { toolbar_state: 'force_shown' },
  },
} as const;

const STORE_ADDRESS = {
  'chrome-web-store': 'https://clients2.google.com/service/update2/crx',
  'edge-add-ons': 'https://edge.microsoft.com/extensionwebstorebase/v1/crx',
} as const;

/** The entry of ExtensionSettings. A browser that hosts its own copy asks the same address for updates as well. */
export function extensionSetting(
  browser: ChromiumBrowser,
  answer: ChromiumAnswer,
  { pin }: Answers,
): Readonly<Record<string, string | boolean>> {
  const isOwn = answer.from === 'self-hosted';
  return {
    installation_mode: 'force_installed',
    update_url: isOwn ? answer.updateUrl : STORE_ADDRESS[answer.from],
    ...(isOwn && { override_update_url: true }),
    ...(pin && CHROMIUM[browser].pin),
  };
}

export type BrowserPolicies = Readonly<Record<string, string | number | readonly string[]>>;

/** Policies of the browser beside ExtensionSettings. */
export function privacyPolicies(
  browser: ChromiumBrowser,
  { id }: ChromiumAnswer,
  { privateWindows, webRtc }: Answers,
): BrowserPolicies {
  const names = CHROMIUM[browser];
  return {
    ...(privateWindows === 'require' && { [names.privateMandatory]: [id] }),
    ...(privateWindows === 'forbid' && { [names.privateAvailability]: 1 }),
    ...(webRtc !== 'leave' && { [names.webRtc]: webRtc }),
  };
}

/** All policies of the browser as JSON: for Linux, and for macOS as a property list. */
export function browserPolicies(
  browser: ChromiumBrowser,
  answer: ChromiumAnswer,
  answers: Answers,
): Readonly<Record<string, unknown>> {
  return {
    ExtensionSettings: { [answer.id]: extensionSetting(browser, answer, answers) },
    ...privacyPolicies(browser, answer, answers),
  };
}
