// What the log keeps of an incident, and for how long.
import { defineKey } from '../define-key.ts';
import { choice, toggle, whole } from '../shapes.ts';

const common = { section: 'Log', since: '0.3.0', right: 'change-settings' } as const;

export const storedAddress = defineKey({
  ...common,
  title: 'Stored address',
  description:
    'What an incident keeps of the address of a page. User name, password and fragment are never kept.',
  choices: { full: 'The address', site: 'Its host name only' },
  shape: choice(['full', 'site']),
  default: 'full',
  example: 'site',
});

export const storedAddressOfPrivateWindows = defineKey({
  ...common,
  title: 'Stored address, private windows',
  description:
    'What an incident of a private window keeps of the address, if Assay may run there. A title is never kept.',
  choices: {
    full: 'The address',
    site: 'Its host name only',
    nothing: 'Nothing: neither address nor host names',
  },
  shape: choice(['full', 'site', 'nothing']),
  default: 'site',
  example: 'nothing',
});

export const storeTitles = defineKey({
  ...common,
  title: 'Store page titles',
  description:
    'Titles help to recognise a page, and can hold what is private. Never stored for private windows.',
  shape: toggle,
  default: true,
  example: false,
});

export const keepDays = defineKey({
  ...common,
  title: 'Keep incidents, days',
  description:
    'Incidents that were not seen again for so long are removed from the log of the browser.',
  shape: whole(1, 3_650, 'days'),
  default: 365,
  example: 90,
});

export const keepIncidents = defineKey({
  ...common,
  title: 'Keep incidents, at most',
  description: 'Beyond this number the oldest are removed.',
  shape: whole(100, 100_000, 'incidents'),
  default: 10_000,
  example: 5_000,
});
