// A script beside a frame, put in by one call, runs before that call returns: before anybody could look for the frame. For
// that long the frame has no address, so that it is a blank one, into which the browser puts the guard at once.
import { call, getterOf, isObject, platform, uncurry, type Callable } from '../natives.ts';
import { answerOf, attempted } from '../wrap.ts';

const { Node, Element, DocumentFragment } = platform;
const nodeName = getterOf<string>(Node?.prototype, 'nodeName');
const firstChild = getterOf<Node | null>(Node?.prototype, 'firstChild');
const nodeType = getterOf<number>(Node?.prototype, 'nodeType');
const ofElement = askersOf(Element?.prototype);
const ofFragment = askersOf(DocumentFragment?.prototype);
const getAttribute = uncurry(Element?.prototype.getAttribute as Named);
const setAttribute = uncurry(Element?.prototype.setAttribute as Named);
const removeAttribute = uncurry(Element?.prototype.removeAttribute as Named);

type Named = (this: object, ...args: string[]) => unknown;

/** Taken now: a page can replace them. */
function askersOf(prototype: object | undefined) {
  const methods = (prototype ?? {}) as Readonly<Record<string, Callable>>;
  return {
    querySelector: methods['querySelector'] as Callable,
    querySelectorAll: methods['querySelectorAll'] as Callable,
  };
}

/** A frame without its address for the time of a call; a stack of all calls that go on. */
interface Withheld {
  readonly frame: object;
  readonly address: string;
  readonly next: Withheld | null;
}

let withheld: Withheld | null = null;

/**
 * A script beside a frame runs before the inserting call returns. For that long the frame has no address: the browser puts
 * the guard into blank frames at once. @returns what to give back to
 */
export function withhold(nodes: readonly unknown[]): Withheld | null {
  const before = withheld;
  // What is no node is for the native call to refuse.
  answerOf(() => hasScript(nodes) && takeAddresses(nodes));
  return before;
}

export function giveBack(before: Withheld | null): void {
  while (withheld !== null && withheld !== before) {
    const { frame, address, next } = withheld;
    withheld = next;
    attempted(
      'frames beside scripts',
      () => {
        if (getAttribute(frame, 'src') === null) setAttribute(frame, 'src', address);
      },
      undefined,
    );
  }
}

/** Whether a frame is blank only because of us: its `load` is none of the page's. */
export function isWithheld(node: unknown): boolean {
  for (let one = withheld; one !== null; one = one.next) if (one.frame === node) return true;
  return false;
}

function hasScript(nodes: readonly unknown[]): boolean {
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    if (!isObject(node)) continue;
    if (isScript(nodeName(node))) return true;
    if (firstChild(node) !== null && asked(node, 'querySelector', 'script') !== null) return true;
  }
  return false;
}

function takeAddresses(nodes: readonly unknown[]): void {
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    if (!isObject(node)) continue;
    if (isFrame(nodeName(node))) takeAddress(node);
    if (firstChild(node) === null) continue;
    const frames = asked(node, 'querySelectorAll', 'iframe,frame') as ArrayLike<object>;
    for (let index = 0; index < frames.length; index++) takeAddress(frames[index] as object);
  }
}

function takeAddress(frame: object): void {
  const address = getAttribute(frame, 'src') as string | null;
  if (address === null) return;
  removeAttribute(frame, 'src');
  withheld = { frame, address, next: withheld };
}

/** Elements and fragments are asked; other nodes have no children of interest. */
function asked(node: object, how: 'querySelector' | 'querySelectorAll', selector: string): unknown {
  const ask = (nodeType(node) === FRAGMENT ? ofFragment : ofElement)[how];
  return call(ask, node, [selector]);
}
const FRAGMENT = 11;

function isScript(name: string): boolean {
  return name === 'SCRIPT' || name === 'script';
}

function isFrame(name: string): boolean {
  return name === 'IFRAME' || name === 'FRAME' || name === 'iframe' || name === 'frame';
}
