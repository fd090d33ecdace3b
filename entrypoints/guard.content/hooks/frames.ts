// Looks for new frames after every call that can insert one, and at every window that is handed out, so that no native
// can be taken out of a frame before its guard is there (realms.ts). These calls are the hottest of the web: the
// wrappers are plain methods that look only where what was inserted is or holds a frame.
import {
  call,
  getOwnPropertyDescriptor,
  getterOf,
  isObject,
  type Callable,
  platform,
} from '../natives.ts';
import { induct } from '../realms.ts';
import { answerOf, attempted, wrapAccessor, wrapHot, wrapHotSetter, wrapMethod } from '../wrap.ts';
import { giveBack, withhold } from './frames-beside-scripts.ts';

type Named = Partial<Record<string, { readonly prototype: object }>>;

const own = globalThis as unknown as Window & Record<number, unknown>;
const scope = globalThis as unknown as Named;
const nodePrototype = scope['Node']?.prototype;
const firstChild = getterOf<Node | null>(nodePrototype, 'firstChild');
const nodeName = getterOf<string>(nodePrototype, 'nodeName');
const ownerDocument = getterOf<Document | null>(nodePrototype, 'ownerDocument');
const defaultView = getterOf<Window | null>(scope['Document']?.prototype, 'defaultView');
const frameCount = getOwnPropertyDescriptor(globalThis, 'length')?.get as Callable;
const ownDocument = platform.document;

/** The newest frame stands last, whatever its place in the document. */
let newest: unknown = null;
let known = 0;

/** Inducts the frames of this window that are new. */
export function lookForFrames(): void {
  const count = call(frameCount, own, []) as number;
  if (count === 0 || (count === known && own[count - 1] === newest)) {
    known = count;
    return;
  }
  attempted('frames', () => inductAll(own, count), undefined);
  known = count;
  newest = own[count - 1];
}

function inductAll(window: Record<number, unknown>, count: number): void {
  for (let index = 0; index < count; index++) induct(window[index]);
}

/** Frames of another document than this: of a frame's, or of one that has no window. */
function lookElsewhere(node: unknown): void {
  const view = answerOf(() => {
    const home = ownerDocument(node);
    return home === null || home === ownDocument ? null : defaultView(home);
  });
  if (!view) return;
  const frames = view as unknown as Record<number, unknown>;
  attempted('frames', () => inductAll(frames, view.length), undefined);
}

/** Whether a node is, or can hold, a frame. What is no node is for the native call to refuse. */
function mayHoldFrame(node: unknown): boolean {
  try {
    if (firstChild(node) !== null) return true;
    switch (nodeName(node)) {
      case 'IFRAME':
      case 'OBJECT':
      case 'EMBED':
      case 'FRAME':
      case 'iframe':
      case 'object':
      case 'embed':
      case 'frame':
        return true;
      default:
        return false;
    }
  } catch {
    return false;
  }
}

/** Methods whose first argument is the node that is inserted; natives of exactly so many arguments. */
const ONE_NODE: readonly (readonly [owner: string, ...names: string[]])[] = [
  ['Node', 'appendChild', 'insertBefore', 'replaceChild'],
  ['Range', 'insertNode', 'surroundContents'],
  ['HTMLSelectElement', 'add'],
  ['HTMLOptionsCollection', 'add'],
];
const MANY_NODES: readonly (readonly [owner: string, ...names: string[]])[] = [
  [
    'Element',
    ...['append', 'prepend', 'before', 'after', 'replaceWith', 'replaceChildren'],
    ...['insertAdjacentElement', 'insertAdjacentHTML', 'setHTMLUnsafe', 'setHTML', 'moveBefore'],
  ],
  ['Document', 'append', 'prepend', 'replaceChildren', 'execCommand', 'moveBefore'],
  ['DocumentFragment', 'append', 'prepend', 'replaceChildren', 'moveBefore'],
  ['CharacterData', 'before', 'after', 'replaceWith'],
  ['DocumentType', 'before', 'after', 'replaceWith'],
  ['ShadowRoot', 'setHTMLUnsafe', 'setHTML'],
];
const SETTERS: readonly (readonly [owner: string, ...names: string[]])[] = [
  ['Element', 'innerHTML', 'outerHTML'],
  ['ShadowRoot', 'innerHTML'],
  ['Document', 'body'],
  ['HTMLTableElement', 'caption', 'tHead', 'tFoot'],
];
/** Elements that hand out the window and the document of their frame. */
const DOORS = ['HTMLIFrameElement', 'HTMLObjectElement', 'HTMLFrameElement'];

/** Wraps everything that inserts a frame or hands out its window. */
export function installFrames(): void {
  forEach(ONE_NODE, (owner, name) => wrapHot(owner, name, insertingOne));
  forEach(MANY_NODES, (owner, name) => wrapHot(owner, name, insertingMany));
  forEach(SETTERS, (owner, name) => wrapHotSetter(owner, name, setting));
  for (const owner of DOORS) openDoors(scope[owner]?.prototype);
  for (const owner of ['HTMLIFrameElement', 'HTMLObjectElement', 'HTMLEmbedElement']) {
    const prototype = scope[owner]?.prototype;
    if (prototype)
      wrapMethod(prototype, 'getSVGDocument', (_self, args, reflect) => shown(reflect(args)));
  }
  wrapMethod(globalThis, 'open', (_self, args, reflect) => {
    const opened = reflect(args);
    induct(opened);
    return opened;
  });
}

function openDoors(owner: object | undefined): void {
  if (!owner) return;
  const documentOf = getterOf<object | null>(owner, 'contentDocument');
  wrapAccessor(owner, 'contentWindow', {
    get: (self, args, reflect) => {
      const window = reflect(args);
      // Null for another origin: such a window throws whatever it is asked, and has nothing to take.
      const document = documentOf(self);
      if (document !== null) induct(window, document);
      return window;
    },
  });
  wrapAccessor(owner, 'contentDocument', {
    get: (_self, args, reflect) => shown(reflect(args)),
  });
}

function forEach(
  list: readonly (readonly [owner: string, ...names: string[]])[],
  wrap: (owner: object, name: string) => void,
): void {
  for (const [owner, ...names] of list) {
    const prototype = scope[owner]?.prototype;
    if (prototype) for (const name of names) wrap(prototype, name);
  }
}

/** A document of a frame: its window is one step away. */
function shown(document: unknown): unknown {
  if (isObject(document)) induct(defaultView(document), document);
  return document;
}

function insertingOne(original: Callable): Callable {
  return {
    // A page can leave an argument out, and the native then says so; a rest parameter would cost as much as the call.
    insert(this: unknown, node: unknown, beside: unknown): unknown {
      const held = mayHoldFrame(node);
      const before = held ? withhold([node]) : null;
      try {
        /* eslint-disable prefer-rest-params */
        return arguments.length === 1
          ? call(original, this, [node])
          : arguments.length === 2
            ? call(original, this, [node, beside])
            : call(original, this, arguments);
        /* eslint-enable prefer-rest-params */
      } finally {
        if (held) {
          lookForFrames();
          lookElsewhere(node);
          giveBack(before);
        }
      }
    },
  }.insert;
}

function insertingMany(original: Callable): Callable {
  return {
    insert(this: unknown, ...args: unknown[]): unknown {
      const before = withhold(args);
      try {
        return call(original, this, args);
      } finally {
        lookForFrames();
        for (let index = 0; index < args.length; index++)
          if (isObject(args[index])) lookElsewhere(args[index]);
        giveBack(before);
      }
    },
  }.insert;
}

function setting(original: Callable): Callable {
  return {
    set(this: unknown, value: unknown): void {
      call(original, this, [value]);
      lookForFrames();
    },
  }.set;
}
