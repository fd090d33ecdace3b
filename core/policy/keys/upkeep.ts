// Where new rules come from, and the figures for what mining costs.
import { defineKey } from '../define-key.ts';
import { safeAddress, text, whole } from '../shapes.ts';

const rules = { section: 'Rule updates', since: '0.3.0' } as const;
const cost = {
  section: 'Cost',
  since: '0.3.0',
  right: 'change-settings',
} as const;

export const ruleFeedUrl = defineKey({
  ...rules,
  title: 'Address of the rule feed',
  description:
    'Where signed rule packs are fetched. Empty: only the rules of the installed version are used.',
  shape: text(500, safeAddress),
  default: '',
  example: 'https://intranet.example.org/assay/rules.json',
});

export const ruleFeedKey = defineKey({
  ...rules,
  title: 'Key of the rule feed',
  description:
    'Ed25519 public key, 32 bytes in base64, with which the packs are checked. Up to four, separated by spaces, while keys change.',
  shape: text(179, {
    isRight: (given) => /^[A-Za-z0-9+/]{43}=(?: [A-Za-z0-9+/]{43}=){0,3}$/.test(given),
    expects: '44 characters of base64: a public key of 32 bytes; several are separated by spaces',
  }),
  default: '',
  example: '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
});

export const energyPriceCents = defineKey({
  ...cost,
  title: 'Price of energy, cents',
  description: 'Price of a kilowatt-hour in hundredths of the currency. 0: not set.',
  shape: whole(0, 1_000, 'cents per kWh'),
  default: 0,
  example: 32,
});

export const currency = defineKey({
  ...cost,
  title: 'Currency',
  description: 'Three letters of ISO 4217.',
  shape: text(3, {
    isRight: (given) => /^[A-Z]{3}$/.test(given),
    expects: 'three capital letters, such as "EUR"',
  }),
  default: 'EUR',
  example: 'EUR',
});

export const wattsPerCore = defineKey({
  ...cost,
  title: 'Watts per core',
  description: 'Power that a busy core draws more than an idle one. 0: not set.',
  shape: whole(0, 200, 'watts'),
  default: 0,
  example: 8,
});
