// Takes every message and sorts it by who may say what: pages (identity only from `sender`), our own pages, nobody else.
// What is unknown or malformed is dropped and counted, never answered, never thrown back.
import browser, { type Runtime } from 'webextension-polyfill';
import { bridgeMessage, parsePageObservation } from '../../../core/protocol/inbound.ts';
import { documentStarted, pageObserved, type Frame, type Services } from './judgement.ts';
import { answer } from './answers.ts';

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
  const { diagnostics } = services;
  const { tab, frameId = 0 } = sender;
  const parsed = bridgeMessage.safeParse(message).data;
  if (!parsed || tab?.id === undefined) {
    diagnostics.count('messages of unknown shape');
    return;
  }
  diagnostics.count('observations dropped by the bridge (size or rate)', parsed.dropped);
  const frame = frameOf(sender, frameId);
  if (parsed.kind === 'started') return documentStarted(services, tab.id, frame);
  const observation = parsePageObservation(parsed.text);
  if (!observation) {
    diagnostics.count('observations of unknown shape');
    return;
  }
  await pageObserved(services, { ...tab, id: tab.id }, frame, observation);
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
