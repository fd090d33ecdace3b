// Firefox: the page's end of the channels to guards that the background has written into workers. It takes what they say
// as it takes what any guard in a worker says, and knows their workers by the address of the script.
import { channels, LISTENING, type Hello } from './filter-channel.ts';
import type { Herd } from './herd.ts';
import type { ModuleNews, Modules } from './modules.ts';
import { isObject, native } from './natives.ts';
import type { Outbox } from './outbox.ts';
import { guarded } from './wrap.ts';

/** Of the modules that a worker imports one alone speaks: the channels of the others are closed again. */
const SILENT_FOR_MS = 60_000;
const MAX_CHANNELS = 256;
let open = 0;

interface Ears {
  readonly herd: Herd | null;
  readonly outbox: Outbox;
  readonly modules: Modules;
}

/** Listens for a worker's guard. @param name of the channel, which no script of the page knows */
export function listenToWorker(name: string, { herd, outbox, modules }: Ears): void {
  if (open >= MAX_CHANNELS) return;
  open++;
  const channel = channels.open(name);
  let greeted = false;
  native.addEventListener(channel, 'message', (event) => {
    const said = native.messageData(event);
    if (typeof said === 'string') outbox.relay(said);
    else if (isHello(said)) {
      if (!greeted) guarded('worker', () => herd?.adopted(said), undefined);
      greeted = true;
      channels.post(channel, LISTENING);
    } else if (isObject(said))
      guarded('worker', () => modules.heard(said as ModuleNews), undefined);
  });
  channels.post(channel, LISTENING);
  native.setTimeout(() => {
    if (greeted) return;
    open--;
    channels.close(channel);
  }, SILENT_FOR_MS);
}

function isHello(said: unknown): said is Hello {
  return isObject(said) && 'hello' in said;
}
