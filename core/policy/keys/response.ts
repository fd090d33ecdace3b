// What Assay does when it is sure: block, or only log.
import { defineKey } from '../define-key.ts';
import { choice } from '../shapes.ts';

const MODES = ['block', 'monitor'] as const;
const CATEGORY_MODES = ['block', 'monitor', 'off'] as const;
/** Of what people do on purpose: they can be told instead of being stopped. */
const PURPOSE_MODES = ['block', 'warn', 'monitor', 'off'] as const;
const ONLY_LOG = 'Only log it';
const NOTHING = 'Do nothing and log nothing';
const LIKE_MODE = 'Where the mode only logs, nothing is stopped here either.';
const common = { section: 'Response', since: '0.3.0', right: 'change-settings' } as const;

export const mode = defineKey({
  ...common,
  title: 'Mode',
  description:
    'What happens with all that is recognised as mining. While it is only logged, nothing is refused, blocked or ended; that is meant for the first weeks.',
  choices: { block: 'Stop it and log it', monitor: ONLY_LOG },
  shape: choice(MODES),
  default: 'block',
  example: 'monitor',
});

export const cryptojacking = defineKey({
  ...common,
  title: 'Pages that mine',
  description: `What happens with pages that mine without being asked. ${LIKE_MODE}`,
  choices: { block: 'Stop it and log it', monitor: ONLY_LOG, off: NOTHING },
  shape: choice(CATEGORY_MODES),
  default: 'block',
  example: 'block',
});

export const deliberateMining = defineKey({
  ...common,
  title: 'Mining on purpose',
  description: `What happens with pool pages and mining services that people open on purpose. ${LIKE_MODE}`,
  choices: {
    block: 'Block the page and log it',
    warn: 'Let it open, say in the page that it is logged',
    monitor: ONLY_LOG,
    off: NOTHING,
  },
  shape: choice(PURPOSE_MODES),
  default: 'monitor',
  example: 'block',
});

export const miningDashboards = defineKey({
  ...common,
  since: '0.4.0',
  title: 'Mining dashboards',
  description: `What happens with pages that show somebody’s miners at work, recognised by their words and figures. ${LIKE_MODE}`,
  choices: {
    block: 'Replace the page and log it',
    warn: 'Let it open, say in the page that it is logged',
    monitor: ONLY_LOG,
    off: 'Look at no page and log nothing',
  },
  shape: choice(PURPOSE_MODES),
  default: 'monitor',
  example: 'warn',
});

export const minerDownloads = defineKey({
  ...common,
  title: 'Downloads of miners',
  description: `What happens with downloads that are miner programs by their name or by the release page that they come from. ${LIKE_MODE}`,
  choices: {
    block: 'Cancel the download, take the file away and log it',
    warn: 'Let it finish, say in a notification that it is logged',
    monitor: ONLY_LOG,
    off: NOTHING,
  },
  shape: choice(PURPOSE_MODES),
  default: 'monitor',
  example: 'block',
});

export const miningExtensions = defineKey({
  ...common,
  since: '0.4.0',
  title: 'Mining extensions',
  description: `What happens with browser extensions that mine or pay for computing, where Assay may see the installed extensions. ${LIKE_MODE}`,
  choices: {
    block: 'Disable the extension and log it',
    warn: 'Let it be, say in a notification that it is logged',
    monitor: ONLY_LOG,
    off: NOTHING,
  },
  shape: choice(PURPOSE_MODES),
  default: 'monitor',
  example: 'block',
});
