// Firefox: the page's end of the channels to guards that the background has written into workers. It takes what they say
// as it takes what any guard in a worker says, and knows their workers by the address of the script.
import { channels, LISTENING, type Hello } from './filter-channel.ts';
import type { Herd } from './herd.ts';
import type { ModuleNews, Modules } from './modules.ts';
import { isObject, native } from './natives.ts';
import type { Outbox } from './outbox.ts';
import { count, guarded } from './wrap.ts';

/** Of the modules that a worker imports one alone speaks: the channels of the others are closed again. */
const SILENT_FOR_MS = 60_000;
/** Of workers that run, and of scripts that were asked for: a worker can import hundreds of modules. */
const MAX_CHANNELS = 256;
const MAX_WAITING = 2_048;
const open = new Set<BroadcastChannel>();
const waiting = new Set<BroadcastChannel>();

interface Ears {
  readonly herd: Herd | null;
  readonly outbox: Outbox;
  readonly modules: Modules;
  /** Whether the policy refuses anything here. */
  readonly refuses: () => boolean;
}

/** Listens for a worker's guard. @param name of the channel, which no script of the page knows */
export function listenToWorker(name: string, { herd, outbox, modules, refuses }: Ears): void {
  if (open.size >= MAX_CHANNELS || waiting.size >= MAX_WAITING) {
    count('workers whose guard nobody hears');
    return;
  }
  const channel = channels.open(name);
  waiting.add(channel);
  const leave = (): void => {
    waiting.delete(channel);
    open.delete(channel);
    channels.close(channel);
  };
  let greeted = false;
  native.addEventListener(channel, 'message', (event) => {
    const said = native.messageData(event);
    if (typeof said === 'string') outbox.relay(said);
    else if (isHello(said)) {
      if (!greeted) guarded('worker', () => herd?.adopted(said, leave), undefined);
      greeted = true;
      waiting.delete(channel);
      open.add(channel);
      channels.post(channel, LISTENING);
      channels.post(channel, refuses());
    } else if (isObject(said))
      guarded('worker', () => modules.heard(said as ModuleNews), undefined);
  });
  channels.post(channel, LISTENING);
  native.setTimeout(() => {
    if (!greeted) leave();
  }, SILENT_FOR_MS);
}

/** The policy has changed what is refused. */
export function tellFilteredWorkers(refuses: boolean): void {
  guarded('worker', () => open.forEach((channel) => channels.post(channel, refuses)), undefined);
}

function isHello(said: unknown): said is Hello {
  return isObject(said) && 'hello' in said;
}
