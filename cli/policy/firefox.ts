// What Firefox is told: its policies as one object (for policies.json, for the registry and for macOS), and the other way by
// which an add-on can get values, a native manifest.
import type { Answers } from './answers.ts';

export type FirefoxAnswer = NonNullable<Answers['firefox']>;

/** What `privacy.network.webRTCIPHandlingPolicy` sets for disable_non_proxied_udp; Firefox has no policy of that name. */
const WEB_RTC_PREFERENCES = [
  'media.peerconnection.ice.default_address_only',
  'media.peerconnection.ice.no_host',
  'media.peerconnection.ice.proxy_only_if_behind_proxy',
];

/** The content of `policies` in policies.json. */
export function firefoxPolicies(
  { id, installUrl }: FirefoxAnswer,
  { privateWindows, webRtc, pin, values }: Answers,
): Readonly<Record<string, unknown>> {
  const locked = { Value: true, Status: 'locked' };
  return {
    ExtensionSettings: {
      [id]: {
        installation_mode: 'force_installed',
        install_url: installUrl,
        ...(privateWindows === 'require' && { private_browsing: true }),
        ...(pin && { default_area: 'navbar' }),
      },
    },
    ...(privateWindows === 'forbid' && { DisablePrivateBrowsing: true }),
    ...(webRtc !== 'leave' && {
      Preferences: Object.fromEntries(WEB_RTC_PREFERENCES.map((name) => [name, locked])),
    }),
    '3rdparty': { Extensions: { [id]: values } },
  };
}

/** The file from which Firefox gives values to an add-on where no policy does. */
export function nativeManifest({ id }: FirefoxAnswer, { values }: Answers): object {
  return { name: id, description: 'Policy of Assay', type: 'storage', data: values };
}
