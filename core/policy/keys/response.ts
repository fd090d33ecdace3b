// What Assay does when it is sure: block, or only log.
import { defineKey } from '../define-key.ts';
import { choice } from '../shapes.ts';

const MODES = ['block', 'monitor'] as const;
const CATEGORY_MODES = ['block', 'monitor', 'off'] as const;
const common = { section: 'Response', since: '0.3.0', right: 'change-settings' } as const;

export const mode = defineKey({
  ...common,
  title: 'Mode',
  description:
    'block: what is recognised as mining is stopped and logged. monitor: it is only logged, nothing is refused, blocked or ended; meant for the first weeks.',
  shape: choice(MODES),
  default: 'block',
  example: 'monitor',
});

export const cryptojacking = defineKey({
  ...common,
  title: 'Pages that mine',
  description:
    'What happens with pages that mine without being asked. monitor as the mode overrides block here; off logs nothing.',
  shape: choice(CATEGORY_MODES),
  default: 'block',
  example: 'block',
});

export const deliberateMining = defineKey({
  ...common,
  title: 'Mining on purpose',
  description:
    'What happens with pool pages and mining services that people open on purpose. monitor as the mode overrides block here; off logs nothing.',
  shape: choice(CATEGORY_MODES),
  default: 'monitor',
  example: 'block',
});

export const minerDownloads = defineKey({
  ...common,
  title: 'Downloads of miners',
  description:
    'What happens with downloads that are miner programs by their name or by the release page that they come from. block cancels them and takes the file away; monitor as the mode overrides block here; off logs nothing.',
  shape: choice(CATEGORY_MODES),
  default: 'monitor',
  example: 'block',
});
