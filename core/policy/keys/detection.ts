// How sure Assay must be, and what it may use to become so.
import { defineKey } from '../define-key.ts';
import { listOf, text, toggle, whole } from '../shapes.ts';

const common = { section: 'Detection', since: '0.3.0' } as const;

export const suspectedFrom = defineKey({
  ...common,
  title: 'Suspected from',
  description:
    'Points from which a page counts as suspected. Lower finds more and is wrong more often.',
  shape: whole(30, 84, 'points of 100'),
  default: 50,
  example: 50,
});

export const confirmedFrom = defineKey({
  ...common,
  title: 'Confirmed from',
  description:
    'Points from which mining counts as confirmed and is stopped. Signs that honest programs show as well never confirm alone, however low this is.',
  shape: whole(60, 100, 'points of 100'),
  default: 85,
  example: 90,
});

/** What these speak of was refused or blocked already: it must not go without an incident. */
const ALWAYS_ON = ['detect/static-module', 'detect/static-source', 'detect/listed-host'];
const DETECTOR = {
  isRight: (id: string): boolean => /^detect\/[a-z0-9-]+$/.test(id) && !ALWAYS_ON.includes(id),
  expects: 'the id of a detector of what runs, such as "detect/work"',
};

export const disabledDetectors = defineKey({
  ...common,
  title: 'Disabled detectors',
  description:
    'Ids of detectors that do not count, as docs/detectors.md names them. Those for modules, scripts and listed hosts, which are refused or blocked at once, cannot be disabled; the mode is for that.',
  shape: listOf(text(100, DETECTOR)),
  default: [],
  example: ['detect/gpu-work'],
});

export const forensics = defineKey({
  ...common,
  since: '0.2.0',
  title: 'Forensics',
  description:
    'Managed build only: the debugger may be attached for a few seconds to a tab whose load nothing explains.',
  shape: toggle,
  default: false,
  example: true,
});
