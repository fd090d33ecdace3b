// The schema of the policy as Chromium reads it: it refuses the whole extension for a keyword that it does not like, so only
// the few that it takes are used. It must say the same as policy.ts; a test compares them.

export const MANAGED_SCHEMA = {
  type: 'object',
  properties: {
    exceptedSites: {
      title: 'Excepted sites',
      description:
        'Host names whose load is agreed to, such as volunteer computing. A name stands for its subdomains as well. Recognised miners are refused there, too.',
      type: 'array',
      items: { type: 'string' },
    },
    forensics: {
      title: 'Forensics',
      description:
        'Managed build only: the debugger may be attached for a few seconds to a tab whose load nothing explains. Off by default.',
      type: 'boolean',
    },
    ruleFeedUrl: {
      title: 'Address of rule packs',
      description:
        'https address that is asked for signed rule packs. Empty: the packaged one. "off": none.',
      type: 'string',
    },
    ruleFeedKey: {
      title: 'Public key of rule packs',
      description:
        'Base64 of the raw Ed25519 public key with which rule packs are signed. Empty: the packaged one. Several, separated by spaces, while keys change.',
      type: 'string',
    },
  },
} as const;
