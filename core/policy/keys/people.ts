// What people may do, and what the blocked page tells them.
import { defineKey, RIGHTS, type Right } from '../define-key.ts';
import { choice, isSafeAddress, listOf, text, toggle } from '../shapes.ts';

const common = { section: 'People', since: '0.3.0' } as const;

export const peopleMay = defineKey<readonly Right[]>({
  ...common,
  title: 'What people may do',
  description: 'What people may do in Assay by themselves. An empty list allows nothing.',
  choices: {
    'see-log': 'Open the log',
    'clear-log': 'Remove incidents from the log',
    'add-exceptions': 'Except a host or a site themselves',
    'ask-for-exceptions': 'Ask the contact for an exception, from the blocked page',
    'change-settings': 'Set what the company has not set',
  },
  shape: listOf(choice(RIGHTS)),
  default: RIGHTS,
  example: ['see-log', 'ask-for-exceptions'],
});

export const organisationName = defineKey({
  ...common,
  title: 'Name of the organisation',
  description: 'Shown on the blocked page and on the status page, as who manages Assay.',
  shape: text(100),
  default: '',
  example: 'Example Corp.',
});

export const contact = defineKey({
  ...common,
  title: 'Contact',
  description: 'Whom to ask, on the blocked page: an e-mail address, or an address with https://.',
  shape: text(200, {
    isRight: (given) => /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(given) || isSafeAddress(given),
    expects: 'an e-mail address, or an address that begins with https://',
  }),
  default: '',
  example: 'it-security@example.org',
});

export const blockedPageText = defineKey({
  ...common,
  title: 'Text on the blocked page',
  description: 'Plain text beside the contact. No HTML.',
  shape: text(1_000),
  default: '',
  example: 'Mining is not allowed on our devices. Ask the service desk if you need this page.',
});

export const pageNotice = defineKey({
  ...common,
  since: '0.4.0',
  right: 'change-settings',
  title: 'Notice in the page',
  description:
    'A small notice in a page where mining was stopped: what was stopped, why, and whom to ask.',
  shape: toggle,
  default: true,
  example: false,
});

export const notifications = defineKey({
  ...common,
  since: '0.4.0',
  right: 'change-settings',
  title: 'Notifications',
  description: 'Notifications of the desktop, once an incident at most.',
  choices: {
    off: 'None',
    blocked: 'When mining was stopped',
    all: 'Also when it was only logged',
  },
  shape: choice(['off', 'blocked', 'all']),
  default: 'off',
  example: 'blocked',
});
