// Firefox: puts the guard together in a worker into whose script the background has written it. It shows itself neither to
// the worker nor to its page: it speaks through a channel of which only the background and the page's guard know the name.
// Where there is no page to speak to (service workers, worklets) it refuses miners and says nothing.
import { channels, LISTENING, type Hello } from './filter-channel.ts';
import { installWasm } from './hooks/wasm.ts';
import { Meter } from './meter.ts';
import { Modules } from './modules.ts';
import { getterOf, native, platform } from './natives.ts';
import { Outbox } from './outbox.ts';
import type { FilteredBoot, Place, Strictness } from './place.ts';
import { installInWorker } from './start-worker.ts';
import { hideWrappers } from './wrap.ts';

/** Installs what can be had in this realm. */
export function startFiltered({ workerId, channel, letsRun }: FilteredBoot): void {
  // Never in a page, whatever the browser called the request.
  if ('document' in globalThis) return;
  let refuses = !letsRun;
  const strictness = (): Strictness => (refuses ? 0 : -1);
  const common: Omit<Place, 'emit'> = { workerId, base: addressOf, strictness };
  if (channel === null) {
    const place: Place = { ...common, emit: () => undefined };
    hideWrappers();
    installWasm(place, new Modules(place, new Meter(place), () => undefined));
    return;
  }
  const outbox = new Outbox();
  const tell = speak(workerId, channel, outbox, (isOn) => {
    refuses = isOn;
    herd?.tell(isOn);
  });
  const herd = installInWorker({ ...common, emit: outbox.emit }, outbox, tell);
}

/**
 * Opens the way to the page's guard; whichever of the two is there first waits for the other.
 * @param obey called when the policy changes what is refused
 */
function speak(
  workerId: string,
  name: string,
  outbox: Outbox,
  obey: (refuses: boolean) => void,
): (news: unknown) => void {
  const channel = channels.open(name);
  const hello: Hello = { hello: workerId, href: addressOf(), shared: 'onconnect' in globalThis };
  const say = (said: unknown): void => channels.post(channel, said);
  let isHeard = false;
  native.addEventListener(channel, 'message', (event) => {
    const said = native.messageData(event);
    if (typeof said === 'boolean') obey(said);
    if (isHeard || said !== LISTENING) return;
    isHeard = true;
    say(hello);
    outbox.open(say);
  });
  say(hello);
  return say;
}

// Taken at the start, before the worker's own script.
const { location } = globalThis;
const hrefOf = getterOf<string>(
  (platform as { WorkerLocation?: { prototype: object } }).WorkerLocation?.prototype,
  'href',
);

/** Of the worker's script, by the browser's word. */
function addressOf(): string {
  return hrefOf(location);
}
