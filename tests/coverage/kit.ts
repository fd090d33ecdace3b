// What every row of the coverage matrix may use, in a page, a frame, a worker or a worklet: the miner's bytes, addresses
// with any answer, scripts that compile and tell, and the words for an outcome. It must not know how Assay works.

/** `failed` is no place: the row itself went wrong. */
export type Outcome = 'refused' | 'compiled' | 'not here' | `failed: ${string}`;

/** Where the row's site is. */
export interface Here {
  /** The row's. */
  readonly id: string;
  readonly origin: string;
  /** Another origin of the same server. */
  readonly elsewhere: string;
  /** Address of the script that defines `kitOf`, this function. */
  readonly script: string;
  /** Address of the miner. */
  readonly miner: string;
  /** True in the row's own page only: there it is heard what the others tell. */
  readonly isRow: boolean;
}

export type Kit = ReturnType<typeof kitOf>;

/** How a frame is not loaded yet: by its source, or by a plain address. */
export type Source =
  | 'http'
  | 'elsewhere'
  | 'srcdoc'
  | 'blob'
  | 'data'
  | 'javascript'
  | 'no content'
  | 'hanging'
  | 'blank';

/** Self-contained, because its text goes wherever a row compiles. */
export function kitOf(here: Here) {
  const scope = globalThis as unknown as Window & typeof globalThis & Record<string, unknown>;
  const inWindow = 'document' in globalThis;
  const CLOSE = '<' + '/script>';

  let loaded: Uint8Array<ArrayBuffer> | undefined;
  /** The miner, fetched synchronously: in a race there is no time to wait. Not in service workers and worklets. */
  const bytes = (): Uint8Array<ArrayBuffer> => (loaded ??= load());
  const load = (): Uint8Array<ArrayBuffer> => {
    const request = new XMLHttpRequest();
    request.open('GET', here.miner, false);
    request.overrideMimeType('text/plain; charset=x-user-defined');
    request.send();
    const text = request.responseText;
    const result = new Uint8Array(text.length);
    for (let index = 0; index < text.length; index++) result[index] = text.charCodeAt(index) & 255;
    return result;
  };

  /** The miner as text. */
  const base64 = (): string => {
    let text = '';
    for (const byte of bytes()) text += String.fromCharCode(byte);
    return btoa(text);
  };

  /** What an error says of the place. Needs few built-ins, because rows tamper with them. */
  const failure = (error: unknown): Outcome => {
    const { name, message } = error as Error;
    if (name === 'CompileError' && message.includes('refused by Assay')) return 'refused';
    // The engine looks at imports only when the module is there.
    if (message.includes('Import #0')) return 'compiled';
    return `failed: ${name}: ${message}`;
  };
  const { exports: exportsOf } = WebAssembly.Module;
  /** A module, or what `instantiate` resolves to. */
  const made = (value: unknown): Outcome => {
    const { module = value } = value as { module?: unknown };
    const { length } = exportsOf(module as WebAssembly.Module);
    return length > 8 ? 'compiled' : `failed: a module of ${length} exports`;
  };
  /** The outcome of one way to a module. */
  const judge = async (action: () => unknown): Promise<Outcome> => {
    try {
      return made(await action());
    } catch (error) {
      return failure(error);
    }
  };
  /** Compiles at once, here or with the WebAssembly of another realm: one that is not there must not mean here. */
  const compile = (...args: [realm?: unknown, given?: BufferSource]): Outcome => {
    const [realm, given] = args.length === 0 ? [globalThis] : args;
    try {
      return made(new (realm as typeof globalThis).WebAssembly.Module(given ?? bytes()));
    } catch (error) {
      return failure(error);
    }
  };

  /** An address of the site that answers as told. */
  const echo = (
    name: string,
    reply: {
      status?: number;
      headers?: Record<string, string>;
      body?: string;
      base64?: string;
      stalls?: boolean;
      hangs?: boolean;
    },
    origin = here.origin,
  ): string => `${origin}/echo/${here.id}/${name}?${encodeURIComponent(JSON.stringify(reply))}`;
  const blobUrl = (text: BlobPart, type = 'text/javascript'): string =>
    URL.createObjectURL(new Blob([text], { type }));
  const dataUrl = (text: string, type = 'text/javascript'): string =>
    `data:${type};charset=utf-8,${encodeURIComponent(text)}`;

  const others = JSON.stringify({ ...here, isRow: false });
  const TELL = 'kit.tell(kit.compile());';
  /** A script with this kit in it. */
  const script = (body = TELL): string => `globalThis.kit = (${String(kitOf)})(${others});${body}`;
  /** A script that loads the kit: for addresses, which must be short. */
  const loading = (body = TELL, type: 'classic' | 'module' = 'classic'): string =>
    type === 'module'
      ? `import "${here.script}";globalThis.kit = kitOf(${others});${body}`
      : `importScripts("${here.script}");globalThis.kit = kitOf(${others});${body}`;
  /** A document with this kit in it. */
  const html = (body = TELL): string =>
    `<!doctype html><script>${script('')}${CLOSE}<body><script>${body}${CLOSE}`;
  /** The head of a document that loads the kit. */
  const head = `<script src="${here.script}">${CLOSE}<script>kit = kitOf(${others})${CLOSE}`;
  /** Address of a document with a script. */
  const page = (body = TELL, origin = here.origin, headers: Record<string, string> = {}): string =>
    echo('page', { headers, body: `<!doctype html>${head}<body><script>${body}${CLOSE}` }, origin);
  const workerAt = (
    body = TELL,
    type: 'classic' | 'module' = 'classic',
    headers: Record<string, string> = {},
  ): string => echo('w.js', { headers, body: loading(body, type) });

  const { promise: told, resolve: hear } = Promise.withResolvers<Outcome>();
  const onTold = ({ data }: MessageEvent): void => {
    const { told } = (data ?? {}) as { told?: Outcome };
    if (told !== undefined) hear(told);
  };
  if (here.isRow) {
    scope.addEventListener('message', onTold);
    new BroadcastChannel(here.id).addEventListener('message', onTold);
  }
  /** Says the outcome to the row's page, from wherever this is. */
  const tell = (outcome: Outcome): void => {
    if (here.isRow) hear(outcome);
    else if (!inWindow) (scope as unknown as Worker).postMessage({ told: outcome });
    else if (scope.top !== scope.self) scope.top?.postMessage({ told: outcome }, '*');
    else {
      if (scope.opener) (scope.opener as Window).postMessage({ told: outcome }, '*');
      else new BroadcastChannel(here.id).postMessage({ told: outcome });
      scope.close();
    }
  };
  /** What somewhere was told. */
  const heard = (): Promise<Outcome> => told;

  /** An address under Trusted Types. */
  const trusted = (address: string): string => {
    const { trustedTypes } = scope as unknown as {
      trustedTypes: {
        createPolicy(name: string, make: object): { createScriptURL(url: string): string };
      };
    };
    const createScriptURL = (url: string): string => url;
    return trustedTypes.createPolicy('page', { createScriptURL }).createScriptURL(address);
  };

  /** What a worker or a port tells, or its error. */
  const answerOf = (from: EventTarget): Promise<Outcome> =>
    new Promise((done) => {
      from.addEventListener('message', (event) => {
        const { told } = ((event as MessageEvent).data ?? {}) as { told?: Outcome };
        if (told !== undefined) done(told);
      });
      from.addEventListener('messageerror', () => done('failed: a message that cannot be read'));
      from.addEventListener('error', (event) => {
        event.preventDefault();
        done(`failed: an error of the worker: ${(event as ErrorEvent).message}`);
      });
    });
  const worker = (address: string | URL, options: WorkerOptions = {}): Promise<Outcome> =>
    answerOf(new Worker(address, options));

  /** The module that a worker posts. */
  const moduleOf = (address: string): Promise<WebAssembly.Module> =>
    new Promise((done) => {
      new Worker(address).onmessage = ({ data }) => {
        if (data instanceof WebAssembly.Module) done(data);
      };
    });
  const shared = (address: string, options: WorkerOptions = {}): Promise<Outcome> => {
    const worker = new SharedWorker(address, options);
    worker.port.start();
    return Promise.race([answerOf(worker.port), answerOf(worker)]);
  };
  /** What a shared worker does. */
  const CONNECT = 'onconnect = ({ ports: [port] }) => port.postMessage({ told: kit.compile() });';
  /** The miner, where nothing can be fetched synchronously. */
  const fetched = async (): Promise<BufferSource> => (await fetch(here.miner)).arrayBuffer();
  /** Waits until a service worker that makes workers and documents itself controls the page. */
  const controlled = async (): Promise<void> => {
    const body = `
      const made = {
        'made.js': () => kit.script(),
        'made-page': () => kit.html(),
        'made-starter': () => kit.html('kit.worker(kit.blobUrl(kit.script())).then(kit.tell)'),
      };
      onactivate = (event) => event.waitUntil(clients.claim());
      onfetch = (event) => {
        const make = made[new URL(event.request.url).pathname.split('/').at(-1)];
        const type = event.request.url.includes('.js') ? 'text/javascript' : 'text/html';
        if (make) event.respondWith(new Response(make(), { headers: { 'content-type': type } }));
      };`;
    const isControlled = new Promise((done) => {
      navigator.serviceWorker.addEventListener('controllerchange', done, { once: true });
    });
    const address = workerAt(body, 'classic', { 'service-worker-allowed': '/' });
    await navigator.serviceWorker.register(address, { scope: '/echo/' });
    await isControlled;
  };

  /** A processor that compiles what its node gives it. */
  const PROCESSOR = `registerProcessor('miner', class extends AudioWorkletProcessor {
    constructor({ processorOptions }) {
      super();
      this.port.postMessage({ told: kit.compile(globalThis, processorOptions.bytes) });
    }
    process() { return false; }
  });`;
  const audio = async (context: BaseAudioContext, address: string): Promise<Outcome> => {
    await context.audioWorklet.addModule(address);
    const node = new AudioWorkletNode(context, 'miner', { processorOptions: { bytes: bytes() } });
    node.port.start();
    return answerOf(node.port);
  };

  /** Makes an element; nothing is loaded before it is inserted. */
  const make = (tag: string, attributes: Readonly<Record<string, string>> = {}): HTMLElement => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const iframe = (attributes: Readonly<Record<string, string>> = {}): HTMLIFrameElement =>
    make('iframe', attributes) as HTMLIFrameElement;
  const put = <Node extends HTMLElement>(element: Node): Node => document.body.appendChild(element);
  const loadOf = (element: EventTarget): Promise<unknown> =>
    new Promise((done) => element.addEventListener('load', done, { once: true }));
  /** A task later. */
  const soon = (): Promise<unknown> => new Promise((done) => setTimeout(done));
  /** Inserts a frame, waits until it is there and takes its window. */
  const frameWindow = async (element: HTMLIFrameElement): Promise<Window | null> => {
    const isThere = loadOf(element);
    put(element);
    await isThere;
    return element.contentWindow;
  };

  /** Address of a document of which only the head of the answer comes. */
  const stalled = (): string => echo('stalled', { stalls: true });
  /** Waits until another document is in a window that the page holds. */
  const left = async (realm: unknown): Promise<void> => {
    const before = (realm as Window).document;
    while ((realm as Window).document === before) await soon();
  };

  /** Attributes of a frame that has an address but no document of its own yet. */
  const unloaded = (source: Source = 'http'): Record<string, string> => {
    const plain = '<!doctype html><title>plain</title>';
    const sources: Record<Source, () => Record<string, string>> = {
      http: () => ({ src: echo('plain', { body: plain }) }),
      elsewhere: () => ({ src: echo('plain', { body: plain }, here.elsewhere) }),
      srcdoc: () => ({ srcdoc: plain }),
      blob: () => ({ src: blobUrl(plain, 'text/html') }),
      data: () => ({ src: dataUrl(plain, 'text/html') }),
      javascript: () => ({ src: 'javascript:void 0' }),
      'no content': () => ({ src: echo('nothing', { status: 204 }) }),
      hanging: () => ({ src: echo('hanging', { hangs: true }) }),
      blank: () => ({}),
    };
    return sources[source]();
  };
  const markup = (source: Source = 'http', tag = 'iframe'): string => {
    const attributes = Object.entries({ name: 'raw', ...unloaded(source) });
    const texts = attributes.map(([key, value]) => `${key}="${value.replaceAll('"', '&quot;')}"`);
    return `<${tag} ${texts.join(' ')}></${tag}>`;
  };
  /** Inserts a frame and takes its realm in one go, before its document can come. */
  const race = (
    insert: (frame: HTMLIFrameElement, text: string, box: HTMLElement) => void,
    take: (frame: HTMLIFrameElement, box: HTMLElement) => unknown,
    source: Source = 'http',
  ): Outcome => {
    const box = put(make('div'));
    const frame = iframe({ name: 'raw', ...unloaded(source) });
    bytes();
    insert(frame, markup(source), box);
    return compile(take(frame, box));
  };
  /** Inserts a frame beside something of the page that calls `takeNow` while the inserting call still runs. */
  const during = async (
    insert: (frame: HTMLIFrameElement, text: string, box: HTMLElement, take: () => void) => void,
  ): Promise<Outcome> => {
    const takeNow = (): void => {
      const { raw } = scope;
      if (raw) hear(compile(raw));
    };
    // Handlers in markup ask for it by name.
    scope['takeNow'] = takeNow;
    const box = put(make('div'));
    bytes();
    insert(iframe({ name: 'raw', ...unloaded() }), markup(), box, takeNow);
    return heard();
  };
  /** Changes the window of a frame before its document comes, whose script then compiles. */
  const tampered = (
    change: (realm: typeof globalThis) => void,
    compiles = '',
  ): Promise<Outcome> => {
    const code =
      compiles ||
      'let told; try { new WebAssembly.Module(parent.kit.bytes()); told = "compiled"; }' +
        'catch (error) { told = parent.kit.failure(error); } parent.kit.tell(told);';
    const body = `<!doctype html><script>${code}${CLOSE}`;
    const frame = put(iframe({ src: echo('page', { body }) }));
    change(frame.contentWindow as unknown as typeof globalThis);
    return heard();
  };

  return {
    here, inWindow, TELL, bytes, base64, failure, made, judge, compile, echo, blobUrl, dataUrl, script, loading,
    html, head, page, workerAt, tell, heard, answerOf, worker, make, trusted, iframe, put, loadOf, soon, frameWindow, unloaded, stalled, left,
    markup, race, moduleOf, shared, CONNECT, fetched, controlled, PROCESSOR, audio, during, tampered,
  }; // prettier-ignore
}
