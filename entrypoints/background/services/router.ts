// Takes every message and sorts it by who may say what: pages (identity only from `sender`), our own pages, nobody else.
// What is unknown or malformed is dropped and counted, never answered, never thrown back.
import browser, { type Runtime, type Tabs } from 'webextension-polyfill';
import {
  bridgeMessage,
  noticeMessage,
  parsePageObservation,
  traitsMessage,
} from '../../../core/protocol/inbound.ts';
import type { BridgeMessage } from '../../../core/protocol/frame.ts';
import { traitsSeen } from './dashboards.ts';
import { documentStarted, pageObserved, type Frame } from './judgement.ts';
import type { Services } from './services.ts';
import { answer } from './answers.ts';
import { noticeSays } from './page-notices.ts';

/** Registers the one message listener of the background. */
export function routeMessages(services: Services): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    if (sender.id !== browser.runtime.id) return undefined;
    if (isOurPage(sender)) return answer(services, message);
    return fromPage(services, message, sender).catch(() =>
      services.diagnostics.count('observations that failed in the background'),
    );
  });
}

/** Our own pages have our origin; a page that frames or opens one cannot send in its name. */
function isOurPage({ url }: Runtime.MessageSender): boolean {
  return url?.startsWith(browser.runtime.getURL('/')) ?? false;
}

async function fromPage(
  services: Services,
  message: unknown,
  sender: Runtime.MessageSender,
): Promise<void> {
  const { tab, frameId = 0 } = sender;
  const known = tab?.id === undefined ? null : { ...tab, id: tab.id };
  const said = bridgeMessage.safeParse(message).data;
  if (said && known) return fromBridge(services, said, known, frameOf(sender, frameId));
  // Notices and the look for dashboards are in top frames only; whatever else calls itself one is of unknown shape.
  const isHeard =
    known !== null && frameId === 0 && (await fromTopFrame(services, message, sender, known));
  if (!isHeard) services.diagnostics.count('messages of unknown shape');
}

type KnownTab = Tabs.Tab & { readonly id: number };

async function fromBridge(
  services: Services,
  said: BridgeMessage,
  tab: KnownTab,
  frame: Frame,
): Promise<void> {
  const { diagnostics } = services;
  diagnostics.count('observations dropped by the bridge (size or rate)', said.dropped);
  if (said.kind === 'started') return documentStarted(services, tab.id, frame);
  const observation = parsePageObservation(said.text);
  if (observation) return pageObserved(services, tab, frame, observation);
  diagnostics.count('observations of unknown shape');
}

/** @returns false when it is none of what a top frame may say */
async function fromTopFrame(
  services: Services,
  message: unknown,
  sender: Runtime.MessageSender,
  tab: KnownTab,
): Promise<boolean> {
  const notice = noticeMessage.safeParse(message).data;
  if (notice) await noticeSays(services, tab.id, notice);
  const counted = traitsMessage.safeParse(message).data;
  if (counted) await traitsSeen(services, tab, frameOf(sender, 0), counted.traits);
  return notice !== undefined || counted !== undefined;
}

/** What the browser says of the sender beyond the polyfill's types. */
interface NamedSender extends Runtime.MessageSender {
  readonly documentId?: string;
  readonly origin?: string;
}

function frameOf(sender: NamedSender, id: number): Frame {
  const { url, documentId = null } = sender;
  const origin =
    sender.origin ?? (url !== undefined && URL.canParse(url) ? new URL(url).origin : '');
  return { id, url, origin, mainDocumentId: id === 0 ? documentId : null };
}
