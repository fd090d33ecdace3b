// Puts the guard into audio worklets: their global platform has WebAssembly and a thread of its own. The guard is a module
// that is added before the page's first; it speaks through a processor of its own, made where the worklet's context is
// known. Other worklets have no WebAssembly.
import {
  apply,
  getterOf,
  isObject,
  lookUp,
  native,
  store,
  type Callable,
  platform,
} from '../natives.ts';
import type { Outbox } from '../outbox.ts';
import { refuses, type Place } from '../place.ts';
import { attempted, count, guarded, wrapAccessor, wrapMethod } from '../wrap.ts';
import { nextWorkerId } from './worker-plan.ts';
import { workletModule } from './worker-source.ts';

type Added = Promise<undefined>;

/** Wraps `addModule` and remembers which context a worklet belongs to. */
export function installWorklets(place: Place, outbox: Outbox): void {
  const { BaseAudioContext: context, Worklet: worklet, AudioWorkletNode: Node } = platform;
  if (!context || !worklet || !Node) return;
  const contexts = new WeakMap<object, BaseAudioContext>();
  const added = new WeakMap<object, Added>();
  wrapAccessor(context.prototype, 'audioWorklet', {
    get: (self, args, reflect) => {
      const own = reflect(args);
      if (isObject(own) && !lookUp(contexts, own)) store(contexts, own, self as BaseAudioContext);
      return own;
    },
  });
  wrapMethod(worklet.prototype, 'addModule', (self, args, reflect) => {
    const owner = lookUp(contexts, self);
    if (!owner) return reflect(args);
    const first =
      lookUp(added, self as object) ??
      attempted('worklet', () => addGuard(self as AudioWorklet, owner), null);
    if (!first) return reflect(args);
    store(added, self as object, first);
    return native.chain(
      first,
      () => reflect(args) as Added,
      () => reflect(args) as Added,
    );
  });

  function addGuard(own: AudioWorklet, owner: BaseAudioContext): Added {
    const workerId = nextWorkerId(place);
    const url = native.createUrl(workletModule(workerId, !refuses(place)));
    const promise = apply(addModule, own, [url] as never[]) as Added;
    return native.chain(
      promise,
      () => {
        guarded('worklet', () => listen(owner, workerId), undefined);
        return native.resolve(undefined);
      },
      () => {
        count('worklets without guard');
        return native.resolve(undefined);
      },
    );
  }

  function listen(owner: BaseAudioContext, workerId: string): void {
    // Not connected to anything: it makes no sound and is asked for none.
    const node = new NativeNode(owner, workerId, { numberOfInputs: 0, numberOfOutputs: 0 });
    const port = portOf(node);
    native.addEventListener(port, 'message', (message) => {
      const text = native.messageData(message);
      if (typeof text === 'string') outbox.relay(text);
    });
    native.portStart(port);
  }
}

const addModule = platform.Worklet?.prototype.addModule as Callable;
const NativeNode = platform.AudioWorkletNode as typeof AudioWorkletNode;
const portOf = getterOf<MessagePort>(platform.AudioWorkletNode?.prototype, 'port');
