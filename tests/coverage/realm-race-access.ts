// The synchronous realm race, by how the page reaches the realm of a frame that has not loaded yet, by what kind of
// frame it is, and by what the page takes from it.
import type { Source } from './kit.ts';
import { rowsOf, type Place } from './place.ts';

type Take = (frame: HTMLIFrameElement, box: HTMLElement) => unknown;
type Realm = typeof globalThis;

const row = rowsOf({ group: 'realm race', since: '0.2.0' });

/** An appended frame with an address, reached in one way. */
function access(id: string, title: string, take: Take, more: Partial<Place> = {}): Place {
  const run = `(kit) => kit.race((frame, _, box) => box.append(frame), ${take.toString()})`;
  return row(`reach-${id}`, `fresh frame, reached by ${title}`, run, more);
}

/** A frame with one kind of address. */
function source(id: string, title: string, kind: Source): Place {
  const run = `(kit) => kit.race((frame, _, box) => box.append(frame), () => window[0], '${kind}')`;
  return row(`fresh-${id}`, `fresh frame with ${title}`, run);
}

const accesses: readonly Place[] = [
  access('content-window', 'contentWindow', (frame) => frame.contentWindow),
  access('content-document', 'contentDocument', (frame) => frame.contentDocument?.defaultView),
  access('node-realm', 'the constructor of a node inside', (frame) => {
    const body = frame.contentDocument?.body as unknown as {
      constructor: { constructor: (code: string) => () => unknown };
    };
    return body.constructor.constructor('return globalThis')();
  }),
  access('index', 'window[0]', () => window[0]),
  access('frames-index', 'frames[0]', () => frames[0]),
  access('top-index', 'top[0]', () => top?.[0]),
  access('name', 'window[name]', () => (window as unknown as Record<string, unknown>)['raw']),
  access('bare-name', 'its bare name', () => new Function('return raw')() as unknown),
  access(
    'descriptor',
    'the property descriptor of an index',
    () => Object.getOwnPropertyDescriptor(window, '0')?.value as unknown,
  ),
  access('values', 'Object.values of the window', () => Object.values(window)[0]),
  access('reflect', 'Reflect.get', () => Reflect.get(window, 0)),
  access(
    'with',
    'a with statement',
    () => new Function('with (window) { return raw }')() as unknown,
  ),
  access('getter', 'a getter taken off the prototype', (frame) =>
    Reflect.get(HTMLIFrameElement.prototype, 'contentWindow', frame),
  ),
  access('open-name', "open('', name)", () => open('', 'raw')),
  access('kept-document', 'a document taken in the same call', (frame) => {
    const { contentDocument } = frame;
    return contentDocument?.createElement('p').ownerDocument.defaultView;
  }),
  access('query', 'querySelector', () => document.querySelector('iframe')?.contentWindow),
  access('other-getter', 'the getter of another realm', (frame, box) => {
    const other = box.appendChild(document.createElement('iframe'))
      .contentWindow as unknown as Realm;
    return Reflect.get(other.HTMLIFrameElement.prototype, 'contentWindow', frame);
  }),
  access('child-parent', 'parent[0] in a script of another frame', (_, box) => {
    const other = box.appendChild(document.createElement('iframe')).contentWindow;
    return (other as unknown as Realm).eval('parent[0]') as unknown;
  }),
  access('child-parent-name', 'parent.frames[name] in a script of another frame', (_, box) => {
    const other = box.appendChild(document.createElement('iframe')).contentWindow;
    return (other as unknown as Realm).eval('parent.frames["raw"]') as unknown;
  }),
  access('child-document', 'parent.document in a script of another frame', (_, box) => {
    const other = box.appendChild(document.createElement('iframe')).contentWindow;
    const code = 'parent.document.getElementsByName("raw")[0].contentWindow';
    return (other as unknown as Realm).eval(code) as unknown;
  }),
  row(
    'reach-early-natives',
    'fresh frame, by natives that the first script of the page took',
    (kit) => {
      const { append, getter } = kit.here as unknown as {
        append: (node: Node) => Node;
        getter: () => Window;
      };
      const frame = kit.iframe(kit.unloaded());
      kit.bytes();
      Reflect.apply(append, document.body, [frame]);
      return kit.compile(Reflect.apply(getter, frame, []));
    },
    {
      page: {
        body: `<script>kit.here.append = Node.prototype.appendChild;
        kit.here.getter = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow').get</script>`,
      },
    },
  ),
  row('reach-event-source', 'fresh frame, reached as the source of a message', async (kit) => {
    const src = 'javascript:void parent.postMessage(1, "*")';
    const heard = new Promise<unknown>((done) => {
      addEventListener('message', ({ data, source }) => data === 1 && done(source));
    });
    kit.put(kit.iframe({ src }));
    return kit.compile(await heard);
  }),
  row('reach-object-window', 'object element, reached by contentWindow', (kit) => {
    const object = kit.put(kit.make('object', { data: kit.page('') })) as HTMLObjectElement;
    void object.offsetHeight;
    return kit.compile(object.contentWindow);
  }),
  row('reach-object-document', 'object element, reached by contentDocument', (kit) => {
    const object = kit.put(kit.make('object', { data: kit.page('') })) as HTMLObjectElement;
    void object.offsetHeight;
    return kit.compile(object.contentDocument?.defaultView);
  }),
  row('reach-frame-window', 'frame of a frameset, reached by contentWindow', (kit) => {
    document.body = document.createElement('frameset');
    const frame = kit.put(kit.make('frame', { src: kit.page('') })) as HTMLFrameElement;
    return kit.compile(frame.contentWindow);
  }),
];

const sources: readonly Place[] = [
  source('http', 'an http address', 'http'),
  source('elsewhere', 'an http address of another origin', 'elsewhere'),
  source('srcdoc', 'srcdoc', 'srcdoc'),
  source('blob', 'a blob: address', 'blob'),
  source('data', 'a data: address', 'data'),
  source('javascript', 'a javascript: address', 'javascript'),
  source('no-content', 'an address that answers 204', 'no content'),
  source('hanging', 'an address that never answers', 'hanging'),
  row('fresh-no-content-later', 'frame whose address answered 204, long after', async (kit) => {
    const frame = kit.put(kit.iframe(kit.unloaded('no content')));
    await fetch(frame.src);
    return kit.compile(window[0]);
  }),
  row('fresh-open', 'fresh popup, the result of open', (kit) => {
    kit.bytes();
    const popup = open(kit.page(''));
    const outcome = kit.compile(popup);
    popup?.close();
    return outcome;
  }),
  row('fresh-open-name', "fresh popup, reached by open('', name)", (kit) => {
    kit.bytes();
    open(kit.page(''), 'raw');
    const popup = open('', 'raw');
    const outcome = kit.compile(popup);
    popup?.close();
    return outcome;
  }),
  row('fresh-link', "fresh popup of a link, reached by open('', name)", (kit) => {
    kit.bytes();
    kit.put(kit.make('a', { target: 'raw', href: kit.page(''), rel: 'opener' })).click();
    const popup = open('', 'raw');
    const outcome = kit.compile(popup);
    popup?.close();
    return outcome;
  }),
  row('fresh-open-of-another', 'fresh popup, opened by open of another realm', (kit) => {
    kit.bytes();
    const other = kit.put(kit.iframe()).contentWindow;
    const popup = other?.open(kit.page('')) ?? null;
    const outcome = kit.compile(popup);
    popup?.close();
    return outcome;
  }),
];

const taken: readonly Place[] = [
  row('take-audio', 'audio worklet of a fresh frame', (kit) => {
    kit.bytes();
    kit.put(kit.iframe(kit.unloaded('hanging')));
    const realm = window[0] as unknown as Realm;
    return kit.audio(new realm.AudioContext(), kit.blobUrl(kit.script(kit.PROCESSOR)));
  }),
  row('take-eval', 'eval of a fresh frame', (kit) => {
    kit.bytes();
    kit.put(kit.iframe(kit.unloaded()));
    const realm = window[0] as unknown as Realm;
    return kit.compile({ WebAssembly: realm.eval('WebAssembly') as unknown });
  }),
  row('take-function', 'Function of a fresh frame', (kit) => {
    kit.bytes();
    kit.put(kit.iframe(kit.unloaded()));
    const realm = window[0] as unknown as Realm;
    return kit.compile(new realm.Function('return globalThis')());
  }),
  row('take-timer', 'code in a timer of a fresh frame', (kit) => {
    kit.put(kit.iframe(kit.unloaded('no content')));
    const realm = window[0] as unknown as Realm;
    realm.setTimeout('parent.kit.tell(parent.kit.compile(globalThis))');
    return kit.heard();
  }),
  row('take-script', 'script element in a fresh frame', (kit) => {
    kit.bytes();
    kit.put(kit.iframe(kit.unloaded()));
    const inner = window[0]?.document;
    const script = inner?.createElement('script');
    if (!inner || !script) return 'failed: no document';
    script.text = 'parent.kit.tell(parent.kit.compile(globalThis))';
    inner.body.append(script);
    return kit.heard();
  }),
  row('take-inner', 'frame with an address in a fresh frame', (kit) => {
    kit.bytes();
    kit.put(kit.iframe(kit.unloaded()));
    const outer = window[0];
    outer?.document.body.append(kit.iframe(kit.unloaded('srcdoc')));
    return kit.compile(outer?.[0]);
  }),
  row('take-natives', 'appendChild and contentWindow of a fresh frame, for a second one', (kit) => {
    kit.bytes();
    kit.put(kit.iframe(kit.unloaded()));
    const realm = window[0] as unknown as Realm;
    const second = kit.iframe(kit.unloaded());
    realm.Node.prototype.appendChild.call(document.body, second);
    return kit.compile(Reflect.get(realm.HTMLIFrameElement.prototype, 'contentWindow', second));
  }),
  row('take-compile', 'WebAssembly.compile of a fresh frame', (kit) => {
    kit.bytes();
    kit.put(kit.iframe(kit.unloaded('no content')));
    const realm = window[0] as unknown as Realm;
    return kit.judge(() => realm.WebAssembly.compile(kit.bytes()));
  }),
  row('take-streaming', 'WebAssembly.compileStreaming of a fresh frame', (kit) => {
    kit.put(kit.iframe(kit.unloaded('no content')));
    const realm = window[0] as unknown as Realm;
    return kit.judge(() => realm.WebAssembly.compileStreaming(fetch(kit.here.miner)));
  }),
];

export const realmRaceAccessPlaces = [...accesses, ...sources, ...taken];
