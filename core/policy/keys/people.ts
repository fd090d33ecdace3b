// What people may do, and what the blocked page tells them.
import { defineKey, RIGHTS, type Right } from '../define-key.ts';
import { choice, isSafeAddress, listOf, text } from '../shapes.ts';

const common = { section: 'People', since: '0.3.0' } as const;

export const peopleMay = defineKey<readonly Right[]>({
  ...common,
  title: 'What people may do',
  description:
    'see-log: open the log. clear-log: remove incidents from it. add-exceptions: except a host or a site themselves. ask-for-exceptions: the blocked page offers to ask the contact. change-settings: set what the company has not set. An empty list allows nothing.',
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
