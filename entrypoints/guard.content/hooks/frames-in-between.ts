// Frames are also there before the call that inserted them returns: a script of the same `document.write`, a reaction of a
// custom element, an event of another frame, a script of the same fragment, or the parser itself. Each of these moments
// is used to look for new frames (frames.ts) before code of the page runs.
import {
  apply,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getterOf,
  native,
  type Callable,
  platform,
} from '../natives.ts';
import { guarded, wrapMethod } from '../wrap.ts';
import { isWithheld } from './frames-beside-scripts.ts';
import { lookForFrames } from './frames.ts';

/** Parts of a written text that begin with something that runs code or makes a frame. */
const PARTS = /(?=<(?:script|svg|i?frame|object|embed|[a-z][^\s>/]*-))/i;
const FRAME = /<(?:i?frame|object|embed)/i;
/** Events that a frame or an element fires while it is inserted. */
const EVENTS = ['error', 'focus', 'blur', 'input'];
const REACTIONS = [
  'connectedCallback',
  'disconnectedCallback',
  'adoptedCallback',
  'attributeChangedCallback',
  'connectedMoveCallback',
];

/** Watches the moments between insertion and return. */
export function installFramesInBetween(): void {
  const { document, MutationObserver: Observer } = platform;
  if (!document || !Observer) return;
  for (const name of ['write', 'writeln'])
    wrapMethod(Document.prototype, name, (self, args, reflect) => {
      const result = written(self, args, reflect);
      listen(document);
      return result;
    });
  wrapMethod(Document.prototype, 'open', (_self, args, reflect) => {
    const result = reflect(args);
    listen(document);
    return result;
  });
  listen(document);
  whileLoading(document, Observer);
  if (typeof CustomElementRegistry === 'function') watchReactions();
}

/** `document.open` takes all listeners away. */
function listen(document: Document): void {
  // It never comes by the window.
  native.addEventListener(document, 'load', loaded, true);
  for (let index = 0; index < EVENTS.length; index++)
    native.addEventListener(globalThis, EVENTS[index] as string, lookForFrames, true);
}

function loaded(event: Event): void {
  lookForFrames();
  if (isWithheld(target(event))) native.stopImmediatePropagation(event);
}
const target = getterOf<EventTarget | null>(platform.Event?.prototype, 'target');

/** The parser inserts frames by itself; its observer is told before the next script runs. It is dear: only while it parses. */
function whileLoading(document: Document, Observer: typeof MutationObserver): void {
  const observer = new Observer(lookForFrames);
  observer.observe(document, { subtree: true, childList: true });
  const ended = (): void => {
    observer.disconnect();
    native.removeEventListener(document, 'readystatechange', ended, true);
    lookForFrames();
  };
  native.addEventListener(document, 'readystatechange', ended, true);
}

/**
 * The text is handed on in parts, as it may come: the parser joins them. Only where a part could see a frame of an earlier
 * one; a text of Trusted Types must stay what it is.
 */
function written(self: unknown, args: unknown[], reflect: (args: unknown[]) => unknown): unknown {
  const parts = guarded('document.write', () => partsOf(args), null);
  if (!parts) {
    const result = reflect(args);
    lookForFrames();
    return result;
  }
  for (let index = 0; index < parts.length - 1; index++) {
    apply(nativeWrite, self, [parts[index]] as never[]);
    lookForFrames();
  }
  const result = reflect([parts[parts.length - 1]]);
  lookForFrames();
  return result;
}

const { write: nativeWrite } = (platform.Document?.prototype ?? {}) as { readonly write: Callable };

/** Null where nothing has to be parted. */
function partsOf(args: unknown[]): readonly string[] | null {
  if (!args.every((one) => typeof one === 'string')) return null;
  const text = args.join('');
  const parts = FRAME.test(text) ? text.split(PARTS) : [];
  return parts.length > 1 ? parts : null;
}

/**
 * The browser reads the reactions of a custom element when it is defined. For that moment they are ours: they look for
 * frames, then run the page's.
 */
function watchReactions(): void {
  const Registry = CustomElementRegistry;
  wrapMethod(CustomElementRegistry.prototype, 'define', (self, args, reflect) => {
    // The registry of another realm: once this one is gone, functions of it would no longer be called.
    if (!(self instanceof Registry)) return reflect(args);
    const replaced = guarded('custom element', () => replaceReactions(args[1]), []);
    try {
      return reflect(args);
    } finally {
      guarded('custom element', () => replaced.forEach(putBack), undefined);
    }
  });
}

interface Replaced {
  readonly prototype: object;
  readonly name: string;
  /** Undefined for one that was inherited. */
  readonly own: PropertyDescriptor | undefined;
}

function replaceReactions(constructor: unknown): readonly Replaced[] {
  const { prototype } = constructor as { readonly prototype: object };
  return REACTIONS.flatMap((name) => {
    const own = getOwnPropertyDescriptor(prototype, name);
    const reaction = (prototype as Record<string, unknown>)[name];
    if (typeof reaction !== 'function') return [];
    const value = function (this: unknown, ...args: never[]): unknown {
      lookForFrames();
      return apply(reaction as Callable, this, args);
    };
    const replaced = defineProperty(prototype, name, { value, writable: true, configurable: true });
    return replaced ? [{ prototype, name, own }] : [];
  });
}

function putBack({ prototype, name, own }: Replaced): void {
  if (own) defineProperty(prototype, name, own);
  else deleteProperty(prototype, name);
}
