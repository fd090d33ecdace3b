// Looks for new frames after every call that can insert one, and at every window that is handed out, so that no native
// can be taken out of a frame before its guard is there (realms.ts). These calls are the hottest of the web: the
// wrappers are plain methods that look only where what was inserted is or holds a frame.
import { call, getOwnPropertyDescriptor, getterOf, isObject, type Callable } from '../natives.ts';
import { induct } from '../realms.ts';
import { answerOf, attempted, wrapAccessor, wrapHot, wrapHotSetter, wrapMethod } from '../wrap.ts';

type Named = Partial<Record<string, { readonly prototype: object }>>;

const own = globalThis as unknown as Window & Record<number, unknown>;
const scope = globalThis as unknown as Named;
const nodePrototype = scope['Node']?.prototype;
const firstChild = getterOf<Node | null>(nodePrototype, 'firstChild');
const nodeName = getterOf<string>(nodePrototype, 'nodeName');
const ownerDocument = getterOf<Document | null>(nodePrototype, 'ownerDocument');
const defaultView = getterOf<Window | null>(scope['Document']?.prototype, 'defaultView');
const frameCount = getOwnPropertyDescriptor(globalThis, 'length')?.get as Callable;
const ownDocument = (globalThis as Partial<typeof globalThis>).document;

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

function afterInsertion(node: unknown): void {
  lookForFrames();
  lookElsewhere(node);
}

/** Methods whose first argument is the node that is inserted; natives of exactly so many arguments. */
const ONE_NODE: readonly (readonly [owner: string, ...names: string[]])[] = [
  ['Node', 'appendChild', 'insertBefore', 'replaceChild'],
  ['Range', 'insertNode', 'surroundContents'],
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
  ['ShadowRoot', 'setHTMLUnsafe', 'setHTML'],
];
const SETTERS: readonly (readonly [owner: string, ...names: string[]])[] = [
  ['Element', 'innerHTML', 'outerHTML'],
  ['ShadowRoot', 'innerHTML'],
  ['Document', 'body'],
];
/** What hands out the window or the document of a frame. */
const DOORS: readonly (readonly [owner: string, ...names: string[]])[] = [
  ['HTMLIFrameElement', 'contentWindow', 'contentDocument'],
  ['HTMLObjectElement', 'contentWindow', 'contentDocument'],
  ['HTMLFrameElement', 'contentWindow', 'contentDocument'],
];

/** Wraps everything that inserts a frame or hands out its window. */
export function installFrames(): void {
  forEach(ONE_NODE, (owner, name) => wrapHot(owner, name, insertingOne));
  forEach(MANY_NODES, (owner, name) => wrapHot(owner, name, insertingMany));
  forEach(SETTERS, (owner, name) => wrapHotSetter(owner, name, setting));
  forEach(DOORS, (owner, name) =>
    wrapAccessor(owner, name, { get: (_self, args, reflect) => handedOut(reflect(args)) }),
  );
  for (const owner of ['HTMLIFrameElement', 'HTMLObjectElement', 'HTMLEmbedElement']) {
    const prototype = scope[owner]?.prototype;
    if (prototype)
      wrapMethod(prototype, 'getSVGDocument', (_self, args, reflect) => handedOut(reflect(args)));
  }
  wrapMethod(globalThis, 'open', (_self, args, reflect) => handedOut(reflect(args)));
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

/** A window, or a document of one. */
function handedOut(value: unknown): unknown {
  if (!isObject(value)) return value;
  const view = answerOf(() => defaultView(value));
  induct(view ?? value);
  return value;
}

function insertingOne(original: Callable): Callable {
  return {
    // A page can leave an argument out, and the native then says so; a rest parameter would cost as much as the call.
    insert(this: unknown, node: unknown, beside: unknown): unknown {
      const held = mayHoldFrame(node);
      /* eslint-disable prefer-rest-params */
      const result =
        arguments.length === 1
          ? call(original, this, [node])
          : arguments.length === 2
            ? call(original, this, [node, beside])
            : call(original, this, arguments);
      /* eslint-enable prefer-rest-params */
      if (held) afterInsertion(node);
      return result;
    },
  }.insert;
}

function insertingMany(original: Callable): Callable {
  return {
    insert(this: unknown, ...args: unknown[]): unknown {
      const result = call(original, this, args);
      lookForFrames();
      for (let index = 0; index < args.length; index++)
        if (isObject(args[index])) lookElsewhere(args[index]);
      return result;
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
