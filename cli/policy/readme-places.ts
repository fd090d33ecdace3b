// The part of a pack's README.md that says which file goes where.
import type { Answers } from './answers.ts';
import { CHROMIUM, type ChromiumBrowser } from './chromium.ts';

export function placeLines(all: Answers): string[] {
  return [
    '## Which file goes where',
    '',
    '| system | browser | file | goes to |',
    '|-|-|-|-|',
    ...(all.chrome ? chromiumPlaces('chrome', all.chrome.id) : []),
    ...(all.edge ? chromiumPlaces('edge', all.edge.id) : []),
    ...(all.firefox ? firefoxPlaces(all.firefox.id) : []),
    '',
    'Of several ways for one system use one. Each sets the installation and the values, except these: templates (ADMX) and the',
    'Google Admin console take the values only, and the installation is a setting of the browser there.',
    '',
    ...ownHostLines(all),
  ];
}

/** What Chrome and Edge want before they install from elsewhere than a store. */
function ownHostLines({ chrome, edge }: Answers): string[] {
  if (chrome?.from !== 'self-hosted' && edge?.from !== 'self-hosted') return [];
  return [
    'An extension from your own address is installed on Windows only where the machine is joined to a domain or to Entra, or is',
    'enrolled in browser management, and on macOS only under an MDM. Elsewhere Chrome and Edge ignore the order; Linux does not mind.',
    '',
  ];
}

/** A row of a table of Markdown. */
export const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function chromiumPlaces(browser: ChromiumBrowser, id: string): string[] {
  const { title, bundle } = CHROMIUM[browser];
  const short = browser === 'chrome' ? 'chrome' : 'edge';
  const folder = { chrome: '/etc/opt/chrome', edge: '/etc/opt/edge' }[browser];
  const plists = `\`macos/${bundle}.plist\`, \`macos/${bundle}.extensions.${id}.plist\``;
  const rows = [
    row(
      'Windows',
      title,
      `\`windows/${short}.reg\``,
      'a single machine: `reg import`, as administrator',
    ),
    row(
      'Windows',
      title,
      `\`windows/admx/assay-${short}.admx\`, \`windows/admx/en-US/assay-${short}.adml\``,
      'Group Policy: the `PolicyDefinitions` folder of the central store, the words in its `en-US`',
    ),
    row('Windows', title, '[`windows/intune.md`](windows/intune.md)', 'Intune: each row of it'),
    row(
      'macOS',
      title,
      `\`macos/assay-${short}.mobileconfig\``,
      'any MDM, as a custom profile of the device',
    ),
    row(
      'macOS',
      title,
      plists,
      'an MDM that wants preferences by domain (Jamf: _Application & Custom Settings_)',
    ),
    row(
      'Linux',
      title,
      `\`linux/${short}/assay.json\``,
      `\`${folder}/policies/managed/assay.json\``,
    ),
  ];
  if (browser === 'edge') return rows;
  return [
    ...rows,
    row(
      'Linux',
      'Chromium',
      '`linux/chromium/assay.json`',
      '`/etc/chromium/policies/managed/assay.json`',
    ),
    row(
      'any, ChromeOS',
      title,
      '`google-admin/assay.json`',
      'Admin console: _Chrome browser > Apps & extensions > Users & browsers_, add the extension, _Force install_, _Policy for extensions_',
    ),
  ];
}

function firefoxPlaces(id: string): string[] {
  const manifest = `firefox/managed-storage/${id}.json`;
  return [
    row(
      'Windows',
      'Firefox',
      '`windows/firefox.reg`',
      'a single machine, or the same values by Group Policy preferences',
    ),
    row(
      'macOS',
      'Firefox',
      '`macos/assay-firefox.mobileconfig` or `macos/org.mozilla.firefox.plist`',
      'any MDM',
    ),
    row(
      'Linux',
      'Firefox',
      '`firefox/policies.json`',
      '`/etc/firefox/policies/policies.json`, also for Firefox ESR of Debian',
    ),
    row(
      'Windows, macOS',
      'Firefox',
      '`firefox/policies.json`',
      'without MDM: folder `distribution` beside `firefox.exe`, or in `Firefox.app/Contents/Resources`',
    ),
    row(
      'any',
      'Firefox',
      `\`${manifest}\``,
      'only where no policy of Firefox may be used; the values alone, as a native manifest: Linux `/usr/lib/mozilla/managed-storage/`, macOS ' +
        '`/Library/Application Support/Mozilla/ManagedStorage/`, Windows any place that ' +
        `\`HKEY_LOCAL_MACHINE\\SOFTWARE\\Mozilla\\ManagedStorage\\${id}\` names`,
    ),
  ];
}
