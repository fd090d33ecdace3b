// What every contract probe may use, in a page and in a worker: small wasm modules, addresses with any answer, and
// plain descriptions of values. It must not know whether Assay is there.

/** Self-contained, because its text is put in front of each probe. */
export function kit() {
  const leb = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...leb(value >> 7)]);
  const text = (value) => [...leb(value.length), ...[...value].map((c) => c.charCodeAt(0))];
  const list = (entries) => [...leb(entries.length), ...entries.flat()];
  const section = (id, body) => [id, ...leb(body.length), ...body];
  const body = (code) => [...leb(code.length + 2), 0, ...code, 0x0b];
  const { tables } = kit;
  const wasm = (...sections) =>
    Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...sections.flat(), ...tables]);
  const I32 = 0x7f;
  const V128 = 0x7b;
  const FUNCREF = 0x70;
  const BINARY = [0x60, 2, I32, I32, 1, I32];
  const VECTOR = [0x60, 1, V128, 1, V128];

  /** Exports add, a table of two, a mutable funcref global, a memory, and `self` that returns add as a funcref. */
  const adder = wasm(
    section(1, list([BINARY, [0x60, 0, 1, FUNCREF]])),
    section(3, list([[0], [1]])),
    section(4, list([[FUNCREF, 0, 2]])),
    section(5, list([[0, 1]])),
    section(6, list([[FUNCREF, 1, 0xd2, 0, 0x0b]])),
    section(
      7,
      list([
        [...text('add'), 0, 0],
        [...text('self'), 0, 1],
        [...text('table'), 1, 0],
        [...text('memory'), 2, 0],
        [...text('ref'), 3, 0],
      ]),
    ),
    section(10, list([body([0x20, 0, 0x20, 1, 0x6a]), body([0xd2, 0])])),
  );
  /** Imports env.add and calls it. */
  const caller = wasm(
    section(1, list([BINARY])),
    section(2, list([[...text('env'), ...text('add'), 0, 0]])),
    section(3, list([[0]])),
    section(7, list([[...text('call'), 0, 1]])),
    section(10, list([body([0x20, 0, 0x20, 1, 0x10, 0])])),
  );
  const vector = wasm(
    section(1, list([VECTOR])),
    section(3, list([[0]])),
    section(7, list([[...text('pass'), 0, 0]])),
    section(10, list([body([0x20, 0])])),
  );
  /** Imports env.pass (v128 -> v128), which only a wasm function can be, and returns a lane of what it gives. */
  const vectorCaller = wasm(
    section(1, list([VECTOR, [0x60, 0, 1, I32]])),
    section(2, list([[...text('env'), ...text('pass'), 0, 0]])),
    section(3, list([[1]])),
    section(7, list([[...text('run'), 0, 1]])),
    section(10, list([body([0x41, 7, 0xfd, 0x11, 0x10, 0, 0xfd, 0x1b, 0])])),
  );
  /** Its start function traps. */
  const trapping = wasm(
    section(1, list([[0x60, 0, 0]])),
    section(3, list([[0]])),
    section(8, [0]),
    section(10, list([body([0x00])])),
  );
  const padded = (module, sizeBytes) => {
    const custom = section(0, [...text('pad')]);
    const pad = sizeBytes - module.length - custom.length;
    const size = pad + custom.length - 2;
    const head = [
      0,
      (size & 127) | 128,
      ((size >> 7) & 127) | 128,
      ((size >> 14) & 127) | 128,
      size >> 21,
    ];
    const result = new Uint8Array(module.length + head.length + size);
    result.set(module);
    result.set([...head, ...text('pad')], module.length);
    return result;
  };

  const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
  /** An address of the test site that answers as told: { status, headers, body, base64 }. */
  const echo = (name, reply) =>
    `${kit.origin}/echo/${name}?${encodeURIComponent(JSON.stringify(reply))}`;
  // Addresses are short: what makes a module suspected is put behind it by the site.
  const wasmAt = (bytes, reply = {}) =>
    echo('m.wasm', {
      headers: { 'content-type': 'application/wasm' },
      base64: base64(bytes.slice(0, bytes.length - tables.length)),
      suspected: tables.length > 0,
      ...reply,
    });

  const thrown = (error) => ({
    type: Object.prototype.toString.call(error),
    name: error?.name,
    constructor: error?.constructor?.name,
    message: error?.message,
  });
  /** What an action comes to: its kind of promise, its result or its error, as plain data. */
  const outcome = async (action, describe = (value) => typeof value) => {
    let result;
    try {
      result = action();
    } catch (error) {
      return { threw: thrown(error) };
    }
    const isPromise = result instanceof Promise;
    try {
      return { isPromise, value: await describe(await result) };
    } catch (error) {
      return { isPromise, rejected: thrown(error) };
    }
  };
  const outcomes = async (actions, describe) => {
    const all = {};
    for (const [name, action] of Object.entries(actions))
      all[name] = await outcome(action, describe);
    return all;
  };

  const nameOf = (value) =>
    typeof value === 'function' ? `function ${value.name}/${value.length}` : typeof value;
  const descriptorOf = ({ value, get, set, ...flags }) => ({
    ...flags,
    ...(get || set ? { get: nameOf(get), set: nameOf(set) } : { value: nameOf(value) }),
  });
  /** Own keys, flags and texts of a function or object, without its identity. */
  const shape = (value) => ({
    kind: typeof value,
    tag: Object.prototype.toString.call(value),
    text: typeof value === 'function' ? Function.prototype.toString.call(value) : '',
    extensible: Object.isExtensible(value),
    own: Object.fromEntries(
      Reflect.ownKeys(value).map((key) => [
        String(key),
        descriptorOf(Object.getOwnPropertyDescriptor(value, key)),
      ]),
    ),
    proto: Object.getPrototypeOf(value)?.constructor?.name ?? null,
  });

  /** A Proxy that writes down every access, to an object and to the objects inside. */
  const traced = (object, log, path = '') =>
    new Proxy(
      object,
      Object.fromEntries(
        ['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf'].map((trap) => [
          trap,
          (target, key, ...rest) => {
            log.push(`${trap} ${path}${String(key ?? '')}`);
            const value = Reflect[trap](target, key, ...rest);
            return trap === 'get' && typeof value === 'object' && value !== null
              ? traced(value, log, `${path}${String(key)}.`)
              : value;
          },
        ]),
      ),
    );

  const next = (target, type) =>
    new Promise((done) => {
      const first = (event) => {
        // Errors that nobody prevents are reported again where the probe runs.
        if (type === 'error') event.preventDefault();
        done(event);
      };
      target.addEventListener(type, first, { once: true });
    });
  const blobUrl = (script) => URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  /** What the first events of a worker are. */
  const firstEvent = (worker) =>
    Promise.race([
      next(worker, 'message').then(({ data }) => ({ message: data })),
      next(worker, 'error').then((event) => ({
        error: event.constructor.name,
        message: event.message,
        lineno: event.lineno,
        colno: event.colno,
        cancelable: event.cancelable,
        filename: event.filename,
      })),
    ]);

  return {
    adder, caller, vector, vectorCaller, trapping, wasm, section, padded, base64, echo, wasmAt, outcome, outcomes,
    shape, traced, next, blobUrl, firstEvent, thrown, nameOf,
  }; // prettier-ignore
}
