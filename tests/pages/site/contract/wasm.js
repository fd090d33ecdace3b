// Probes of the WebAssembly hooks: what a page or a worker can observe, as plain data. The same probe runs in a browser
// without Assay; both must say the same.

export const probes = {
  'names, lengths, texts, keys and descriptors': ({ shape }) => {
    const { Module, Instance, Table, Global } = WebAssembly;
    return {
      namespace: shape(WebAssembly),
      functions: [
        'compile',
        'instantiate',
        'compileStreaming',
        'instantiateStreaming',
        'validate',
        'promising',
      ]
        .filter((name) => name in WebAssembly)
        .map((name) => shape(WebAssembly[name])),
      constructors: [Module, Instance, Table, Global].map(shape),
      prototypes: [Instance, Table, Global].map(({ prototype }) => shape(prototype)),
      exportsGetter: shape(Object.getOwnPropertyDescriptor(Instance.prototype, 'exports').get),
      methods: [Table.prototype.get, Table.prototype.set, Table.prototype.grow].map(shape),
      toString: shape(Function.prototype.toString),
      textOfText: Function.prototype.toString.call(Function.prototype.toString),
      again: WebAssembly.compile === WebAssembly.compile && Module === WebAssembly.Module,
      constructorsOfPrototypes: [Module, Instance, Table, Global].map(
        (one) => one.prototype.constructor === one,
      ),
    };
  },

  'instances, prototypes and subclasses': ({ adder }) => {
    class MyModule extends WebAssembly.Module {
      mine() {
        return 'mine';
      }
    }
    class MyInstance extends WebAssembly.Instance {}
    const module = new MyModule(adder);
    const instance = new MyInstance(module);
    const built = Reflect.construct(WebAssembly.Module, [adder], MyModule);
    return [
      module.mine(),
      module instanceof MyModule,
      module instanceof WebAssembly.Module,
      module.constructor === MyModule,
      instance instanceof MyInstance,
      instance.exports.add(2, 3),
      new WebAssembly.Module(adder).constructor === WebAssembly.Module,
      new WebAssembly.Instance(module).constructor === WebAssembly.Instance,
      built.mine(),
      Object.getPrototypeOf(MyModule) === WebAssembly.Module,
      Object.prototype.toString.call(module),
      JSON.stringify(WebAssembly.Module.exports(module)),
    ];
  },

  'results of good modules': async ({ adder, wasmAt, outcomes }) => {
    const module = await WebAssembly.compile(adder);
    const keys = (value) => [
      Object.prototype.toString.call(value),
      Object.keys(value),
      Object.getPrototypeOf(value) === Object.prototype,
    ];
    const { compile, instantiate, compileStreaming, instantiateStreaming } = WebAssembly;
    return outcomes(
      {
        compile: () => WebAssembly.compile(adder),
        compileBuffer: () => WebAssembly.compile(adder.buffer),
        compileDataView: () => WebAssembly.compile(new DataView(adder.buffer)),
        compileDetached: () => compile(adder),
        compileOtherReceiver: () => compile.call(5, adder),
        instantiate: () => WebAssembly.instantiate(adder),
        instantiateImports: () => instantiate(adder, {}, 'more', 'still more'),
        instantiateModule: () => instantiate(module),
        compileStreaming: () => compileStreaming(fetch(wasmAt(adder))),
        compileStreamingResponse: async () => compileStreaming(await fetch(wasmAt(adder))),
        instantiateStreaming: () => instantiateStreaming(fetch(wasmAt(adder))),
        compileMadeResponse: () =>
          compileStreaming(
            new Response(adder, { headers: { 'content-type': 'application/wasm' } }),
          ),
        validate: () => WebAssembly.validate(adder),
      },
      keys,
    );
  },

  'errors of bad arguments': ({ outcomes, adder }) => {
    const { Module, Instance } = WebAssembly;
    return outcomes({
      compileNothing: () => WebAssembly.compile(),
      compileNumber: () => WebAssembly.compile(1),
      compileObject: () => WebAssembly.compile({}),
      compileString: () => WebAssembly.compile('wasm'),
      compileProxy: () => WebAssembly.compile(new Proxy(adder, {})),
      compileModule: () => WebAssembly.compile(new Module(adder)),
      instantiateNothing: () => WebAssembly.instantiate(),
      instantiateNull: () => WebAssembly.instantiate(null),
      instantiateFakeModule: () => WebAssembly.instantiate(Object.create(Module.prototype)),
      instantiateNumberImports: () => WebAssembly.instantiate(adder, 5),
      instantiateNullImports: () => WebAssembly.instantiate(adder, null),
      moduleNothing: () => new Module(),
      moduleNumber: () => new Module(1),
      moduleCalled: () => Module(adder),
      instanceCalled: () => Instance(new Module(adder)),
      instanceNothing: () => new Instance(),
      instanceObject: () => new Instance({}),
      instanceNumberImports: () => new Instance(new Module(adder), 5),
      newCompile: () => new WebAssembly.compile(adder),
      exportsOfObject: () => Instance.prototype.__lookupGetter__('exports').call({}),
      streamingNothing: () => WebAssembly.compileStreaming(),
      streamingObject: () => WebAssembly.compileStreaming({}),
      streamingRejected: () => WebAssembly.compileStreaming(Promise.reject(new RangeError('mine'))),
      instantiateStreamingRejected: () =>
        WebAssembly.instantiateStreaming(Promise.reject(new RangeError('mine'))),
      instantiateStreamingNumber: () => WebAssembly.instantiateStreaming(7),
      tableGetFar: () => new WebAssembly.Table({ element: 'anyfunc', initial: 1 }).get(9),
      tableSetNumber: () => new WebAssembly.Table({ element: 'anyfunc', initial: 1 }).set(0, 5),
      tableSetFunction: () =>
        new WebAssembly.Table({ element: 'anyfunc', initial: 1 }).set(0, () => 1),
      tableNothing: () => new WebAssembly.Table(),
      globalNothing: () => new WebAssembly.Global(),
      textOfObject: () => Function.prototype.toString.call({}),
    });
  },

  'errors of bad modules': ({ outcomes, adder, caller, trapping, wasmAt, padded }) => {
    const bad = adder.slice(0, 30);
    const large = padded(bad, 1_200_000);
    const made = (bytes, type = 'application/wasm') =>
      new Response(bytes, { headers: { 'content-type': type } });
    const used = async () => {
      const response = await fetch(wasmAt(adder));
      await response.arrayBuffer();
      return response;
    };
    return outcomes({
      compileEmpty: () => WebAssembly.compile(new Uint8Array(0)),
      compileBad: () => WebAssembly.compile(bad),
      instantiateBad: () => WebAssembly.instantiate(bad),
      moduleBad: () => new WebAssembly.Module(bad),
      moduleEmpty: () => new WebAssembly.Module(new ArrayBuffer(0)),
      compileLargeBad: () => WebAssembly.compile(large),
      missingImports: () => WebAssembly.instantiate(caller),
      missingModule: () => WebAssembly.instantiate(caller, {}),
      missingMember: () => WebAssembly.instantiate(caller, { env: {} }),
      primitiveModule: () => WebAssembly.instantiate(caller, { env: 5 }),
      wrongImport: () => WebAssembly.instantiate(caller, { env: { add: 5 } }),
      instanceMissing: () => new WebAssembly.Instance(new WebAssembly.Module(caller), {}),
      trap: () => WebAssembly.instantiate(trapping),
      streamingTrap: () => WebAssembly.instantiateStreaming(fetch(wasmAt(trapping))),
      streamingMissing: () => WebAssembly.instantiateStreaming(fetch(wasmAt(caller))),
      streamingBad: () => WebAssembly.compileStreaming(fetch(wasmAt(bad))),
      streamingMadeBad: () => WebAssembly.compileStreaming(made(bad)),
      streamingMime: () => WebAssembly.compileStreaming(made(adder, 'text/plain')),
      streamingMimeParameter: () =>
        WebAssembly.compileStreaming(made(adder, 'application/wasm;x=y')),
      streamingNoMime: () => WebAssembly.compileStreaming(new Response(adder)),
      streaming404: () => WebAssembly.compileStreaming(fetch(wasmAt(adder, { status: 404 }))),
      streamingUsed: () => WebAssembly.compileStreaming(used()),
      streamingLocked: async () => {
        const response = await fetch(wasmAt(adder));
        response.body.getReader();
        return WebAssembly.compileStreaming(response);
      },
      streamingEmptyBody: () => WebAssembly.compileStreaming(made(null)),
    });
  },

  'instantiateStreaming of a bad module': ({ outcomes, adder, wasmAt }) => {
    const bad = adder.slice(0, 30);
    return outcomes({
      bad: () => WebAssembly.instantiateStreaming(fetch(wasmAt(bad))),
      mime: () => WebAssembly.instantiateStreaming(fetch(wasmAt(adder, { headers: {} }))),
      number: () => WebAssembly.instantiateStreaming(fetch(wasmAt(adder)), 5),
    });
  },

  'instantiate of a large bad module': ({ outcomes, adder, padded }) =>
    outcomes({
      bad: () => WebAssembly.instantiate(padded(adder.slice(0, 30), 1_200_000)),
      number: () => WebAssembly.instantiate(padded(adder, 1_200_000), 5),
    }),

  'a large module works': async ({ adder, padded, wasmAt }) => {
    const large = padded(adder, 1_200_000);
    const { instance, module } = await WebAssembly.instantiate(large, {});
    const compiled = await WebAssembly.compile(large);
    const response = new Response(large, { headers: { 'content-type': 'application/wasm' } });
    const streamed = await WebAssembly.instantiateStreaming(response);
    const again = await WebAssembly.instantiateStreaming(fetch(wasmAt(adder)));
    return [
      instance.exports.add(1, 2),
      module instanceof WebAssembly.Module,
      new WebAssembly.Instance(compiled).exports.add(3, 4),
      streamed.instance.exports.add(5, 6),
      again.instance.exports.add(7, 8),
      response.bodyUsed,
    ];
  },

  'exports: identity, frozen, without a prototype, names': async ({ adder, shape }) => {
    const { instance } = await WebAssembly.instantiate(adder);
    const { exports } = instance;
    return {
      same: exports === instance.exports && exports.add === instance.exports.add,
      frozen: Object.isFrozen(exports),
      prototype: Object.getPrototypeOf(exports),
      shape: shape(exports),
      add: shape(exports.add),
      result: exports.add(40, 2),
      other: exports.add.call({}, '40', { valueOf: () => 2 }, 'more'),
      fewer: exports.add(1),
      noConstructor: (() => {
        try {
          return new exports.add();
        } catch (error) {
          return error.message;
        }
      })(),
      moduleExports: WebAssembly.Module.exports(new WebAssembly.Module(adder)).map(
        ({ name }) => name,
      ),
    };
  },

  'an error thrown by an import passes through unchanged': async ({ caller }) => {
    const mine = new Error('mine');
    const { instance } = await WebAssembly.instantiate(caller, {
      env: {
        add: () => {
          throw mine;
        },
      },
    });
    try {
      return instance.exports.call(1, 2);
    } catch (error) {
      return error === mine;
    }
  },

  'exported functions link to another instance, vectors too': async (kit) => {
    const { adder, caller, vector, vectorCaller } = kit;
    const { exports } = (await WebAssembly.instantiate(adder)).instance;
    const linked = (await WebAssembly.instantiate(caller, { env: exports })).instance;
    const picked = new WebAssembly.Instance(new WebAssembly.Module(caller), {
      env: { add: exports.add },
    });
    const inherited = new WebAssembly.Instance(new WebAssembly.Module(caller), {
      env: Object.create({ add: exports.add }),
    });
    const behindProxy = new WebAssembly.Instance(
      new WebAssembly.Module(caller),
      new Proxy({ env: { add: exports.add } }, {}),
    );
    const pass = (await WebAssembly.instantiate(vector)).instance.exports;
    const run = (await WebAssembly.instantiate(vectorCaller, { env: { pass: pass.pass } }))
      .instance;
    const runProxy = await WebAssembly.instantiate(
      await WebAssembly.compile(vectorCaller),
      new Proxy({ env: new Proxy({ pass: pass.pass }, {}) }, {}),
    );
    const runGetter = await WebAssembly.instantiate(vectorCaller, {
      get env() {
        return { pass: pass.pass };
      },
    });
    return [
      linked.exports.call(1, 2),
      picked.exports.call(3, 4),
      inherited.exports.call(5, 6),
      behindProxy.exports.call(7, 8),
      run.exports.run(),
      runProxy.exports.run(),
      runGetter.instance.exports.run(),
    ];
  },

  'a wrong signature is still a LinkError': async ({ outcomes, adder, vector, caller }) => {
    const { exports } = (await WebAssembly.instantiate(vector)).instance;
    await WebAssembly.instantiate(adder);
    return outcomes({
      wrong: () => WebAssembly.instantiate(caller, { env: { add: exports.pass } }),
      wrongProxy: () =>
        WebAssembly.instantiate(caller, new Proxy({ env: { add: exports.pass } }, {})),
    });
  },

  'a vector function called from JavaScript': async ({ outcomes, vector }) => {
    const { exports } = (await WebAssembly.instantiate(vector)).instance;
    return outcomes({ call: () => exports.pass(1) });
  },

  'how often import objects are read': async ({ adder, caller, traced, wasmAt }) => {
    const { exports } = (await WebAssembly.instantiate(adder)).instance;
    const logs = [];
    const imports = (env) => traced({ env }, (logs[logs.length] = []));
    await WebAssembly.instantiate(caller, imports({ add: (a, b) => a + b }));
    await WebAssembly.instantiate(caller, imports({ add: exports.add }));
    await WebAssembly.instantiate(await WebAssembly.compile(caller), imports({ add: exports.add }));
    new WebAssembly.Instance(new WebAssembly.Module(caller), imports({ add: exports.add }));
    await WebAssembly.instantiateStreaming(fetch(wasmAt(caller)), imports({ add: exports.add }));
    await WebAssembly.instantiate(caller, imports({})).catch(() => 0);
    return logs;
  },

  'a getter of the imports that throws': async ({ adder, caller, thrown }) => {
    await WebAssembly.instantiate(adder).then(({ instance }) => instance.exports.add(1, 2));
    let reads = 0;
    const env = {
      get add() {
        reads++;
        throw new RangeError('mine');
      },
    };
    const errors = [];
    await WebAssembly.instantiate(caller, { env }).catch((error) => errors.push(thrown(error)));
    try {
      new WebAssembly.Instance(new WebAssembly.Module(caller), { env });
    } catch (error) {
      errors.push(thrown(error));
    }
    return { reads, errors };
  },

  'an import named __proto__ and a member named then': async ({ caller, section, wasm }) => {
    const text = (value) => [value.length, ...[...value].map((c) => c.charCodeAt(0))];
    const odd = wasm(
      section(1, [1, 0x60, 0, 0]),
      section(2, [
        2,
        ...text('__proto__'),
        ...text('__proto__'),
        0,
        0,
        ...text('then'),
        ...text('then'),
        0,
        0,
      ]),
      section(7, [2, ...text('__proto__'), 0, 0, ...text('then'), 0, 1]),
    );
    const calls = [];
    const imports = JSON.parse('{"__proto__":{"__proto__":0},"then":{"then":0}}');
    Object.defineProperty(imports.__proto__, '__proto__', { value: () => calls.push('proto') });
    imports.then.then = () => calls.push('then');
    const instance = new WebAssembly.Instance(new WebAssembly.Module(odd), imports);
    instance.exports.__proto__();
    instance.exports.then();
    return { calls, keys: Reflect.ownKeys(instance.exports), caller: caller.length };
  },

  'tables and globals give back the functions that were put in': async ({ adder }) => {
    const { add, self, table, ref } = (await WebAssembly.instantiate(adder)).instance.exports;
    table.set(0, add);
    const grownFrom = table.grow(1, add);
    const made = new WebAssembly.Table({ element: 'anyfunc', initial: 1 }, add);
    const held = new WebAssembly.Global({ value: 'anyfunc', mutable: true }, add);
    const first = [ref.value === add, ref.valueOf() === add];
    ref.value = null;
    const cleared = ref.value;
    ref.value = add;
    return {
      table: [table.get(0) === add, table.get(1), table.get(2) === add, grownFrom, table.length],
      made: [made.get(0) === add, made.get(0)(1, 2)],
      held: [held.value === add, held.valueOf() === add, held.value(3, 4)],
      ref: [...first, cleared, ref.value === add],
      self: self() === add,
    };
  },

  'functions of the page as externref stay what they are': async ({ wasm, section }) => {
    const text = (value) => [value.length, ...[...value].map((c) => c.charCodeAt(0))];
    const passing = wasm(
      section(1, [1, 0x60, 1, 0x6f, 1, 0x6f]),
      section(3, [1, 0]),
      section(7, [1, ...text('pass'), 0, 0]),
      section(10, [1, 4, 0, 0x20, 0, 0x0b]),
    );
    const mine = () => 1;
    const { pass } = (await WebAssembly.instantiate(passing)).instance.exports;
    const table = new WebAssembly.Table({ element: 'externref', initial: 1 }, mine);
    const held = new WebAssembly.Global({ value: 'externref' }, mine);
    return [pass(mine) === mine, table.get(0) === mine, held.value === mine, pass(pass) === pass];
  },

  'functions in two instances stay apart': async ({ adder }) => {
    const one = (await WebAssembly.instantiate(adder)).instance.exports;
    const two = (await WebAssembly.instantiate(adder)).instance.exports;
    one.table.set(0, two.add);
    return [one.add === two.add, one.table.get(0) === two.add, one.table.get(0) === one.add];
  },

  'an exported function re-exported by another module': async ({ adder, wasm, section }) => {
    const text = (value) => [value.length, ...[...value].map((c) => c.charCodeAt(0))];
    const again = wasm(
      section(1, [1, 0x60, 2, 0x7f, 0x7f, 1, 0x7f]),
      section(2, [1, ...text('env'), ...text('add'), 0, 0]),
      section(7, [1, ...text('add'), 0, 0]),
    );
    const { add } = (await WebAssembly.instantiate(adder)).instance.exports;
    const other = (await WebAssembly.instantiate(again, { env: { add } })).instance.exports;
    return other.add === add;
  },

  'promising exports (JSPI)': async ({ adder, caller, outcomes }) => {
    if (!('promising' in WebAssembly)) return 'not here';
    const { add } = (await WebAssembly.instantiate(adder)).instance.exports;
    const suspending = new WebAssembly.Suspending(async (a, b) => a * b);
    const { call } = (await WebAssembly.instantiate(caller, { env: { add: suspending } })).instance
      .exports;
    return outcomes(
      {
        promising: () => WebAssembly.promising(add)(1, 2),
        suspended: () => WebAssembly.promising(call)(6, 7),
        wrong: () => WebAssembly.promising(() => 1),
        none: () => WebAssembly.promising(),
      },
      (value) => value,
    );
  },

  'a module posted to itself still works': async ({ adder }) => {
    const copy = structuredClone(await WebAssembly.compile(adder));
    return [copy instanceof WebAssembly.Module, new WebAssembly.Instance(copy).exports.add(1, 1)];
  },

  'shared memory under the bytes': async ({ outcomes, adder }) => {
    if (typeof SharedArrayBuffer === 'undefined') {
      const { buffer } = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
      new Uint8Array(buffer).set(adder);
      const view = new Uint8Array(buffer, 0, adder.length);
      return outcomes({
        view: () => WebAssembly.compile(view),
        buffer: () => WebAssembly.compile(buffer),
        module: () => new WebAssembly.Module(view),
        instantiate: () => WebAssembly.instantiate(view),
      });
    }
    return 'isolated';
  },

  'a detached and a resizable buffer': ({ outcomes, adder }) => {
    const gone = adder.slice();
    structuredClone(gone.buffer, { transfer: [gone.buffer] });
    const resizable = new ArrayBuffer(adder.length, { maxByteLength: 1_000_000 });
    new Uint8Array(resizable).set(adder);
    return outcomes({
      view: () => WebAssembly.compile(gone),
      buffer: () => WebAssembly.instantiate(gone.buffer),
      module: () => new WebAssembly.Module(gone),
      resizable: () => WebAssembly.compile(resizable),
      resizableView: () => new WebAssembly.Module(new Uint8Array(resizable)),
    });
  },

  'bytes changed after the call': async ({ adder }) => {
    const bytes = adder.slice();
    const compiled = WebAssembly.compile(bytes);
    bytes.fill(0);
    return (await compiled) instanceof WebAssembly.Module;
  },

  'a page that puts its own functions in place': async ({ adder }) => {
    const { instantiate, Module } = WebAssembly;
    const calls = [];
    WebAssembly.instantiate = function (...args) {
      calls.push('instantiate');
      return instantiate.apply(this, args);
    };
    WebAssembly.Module = class extends Module {
      constructor(bytes) {
        calls.push('Module');
        super(bytes);
      }
    };
    const { instance } = await WebAssembly.instantiate(adder);
    const module = new WebAssembly.Module(adder);
    const result = [instance.exports.add(1, 2), module instanceof Module, calls];
    Object.assign(WebAssembly, { instantiate, Module });
    return result;
  },
};
