// What browsers are told when they ask for a newer version of a self-hosted extension: Chromium's update.xml and Firefox's
// updates.json. Knows addresses and versions; asks nobody.

/** Names of the files as they are hosted, below the base address. */
export const UPDATE_XML = 'update.xml';
export const UPDATES_JSON = 'updates.json';

export interface ChromiumVersion {
  readonly extensionId: string;
  readonly version: string;
  readonly crxUrl: string;
  /** Oldest browser that may install it. */
  readonly minimumChromeVersion: string | undefined;
}

/** The answer for Chrome, Edge and Chromium. It has no hash: Chromium 156 installs in spite of a wrong one; the signature counts. */
export function updateXml(one: ChromiumVersion): string {
  const { extensionId, version, crxUrl, minimumChromeVersion } = one;
  const attributes = {
    codebase: crxUrl,
    version,
    ...(minimumChromeVersion !== undefined && { prodversionmin: minimumChromeVersion }),
  };
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${escaped(value)}"`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">',
    `  <app appid="${escaped(extensionId)}">`,
    `    <updatecheck ${written.join(' ')} />`,
    '  </app>',
    '</gupdate>',
    '',
  ].join('\n');
}

export interface FirefoxVersion {
  readonly addonId: string;
  readonly version: string;
  readonly xpiUrl: string;
  /** Oldest browser that may install it. */
  readonly minimumFirefoxVersion: string | undefined;
}

/**
 * The answer for Firefox. It has no hash: Mozilla's signature changes the file, so the hash of what we made would refuse
 * what is hosted. The signature and https stand for the bytes.
 */
export function updatesJson(one: FirefoxVersion): string {
  const { addonId, version, xpiUrl, minimumFirefoxVersion } = one;
  const update = {
    version,
    update_link: xpiUrl,
    ...(minimumFirefoxVersion !== undefined && {
      applications: { gecko: { strict_min_version: minimumFirefoxVersion } },
    }),
  };
  return `${JSON.stringify({ addons: { [addonId]: { updates: [update] } } }, null, 2)}\n`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
