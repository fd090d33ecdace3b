// The guard in front of a worker's own script: what it keeps, and that it stands aside where the script has taken one of its
// names. The texts are run, not compared.
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { workerPrelude } from '../../../core/source/worker-prelude.ts';

const GUARD =
  '(function guard(boot){globalThis.started=(globalThis.started??0)+1;globalThis.boot=boot})';

/** What the globals are after the prelude and the script have run as one text. */
function run(script: string, guard = GUARD): Record<string, unknown> {
  const scope: Record<string, unknown> = {};
  runInContext(workerPrelude(guard, { workerId: 'f.1' }, script) + script, createContext(scope));
  return scope;
}

describe('the prelude of a worker', () => {
  it('starts the guard before the first line, with what it is told', () => {
    const { started, first, boot } = run('var first = globalThis.started;');
    expect([started, first]).toEqual([1, 1]);
    expect(boot).toEqual({ workerId: 'f.1' });
  });

  it.each([
    ['a directive', '"use strict"; var strict = (function () { return this === undefined })();'],
    [
      'after a licence',
      "/* (c) */\n// by us\n'use strict'\nvar strict = (() => { try { x = 1 } catch { return true } })();",
    ],
  ])('keeps the script strict: %s', (_, script) => {
    expect(run(script)['strict']).toBe(true);
  });

  it('makes no script strict that is not', () => {
    expect(run('var strict = (function () { return this === undefined })();')['strict']).toBe(
      false,
    );
  });

  it('keeps the numbers of lines', () => {
    const script = '\n\nvar line = /:(\\d+):\\d+/.exec(new Error().stack.split("\\n")[1])[1];';
    expect(run(script)['line']).toBe('3');
  });

  it('keeps a first line that names a program', () => {
    expect(run('#!/usr/bin/env node\nvar ran = true;')['ran']).toBe(true);
  });

  it.each([
    ['a function', 'function Promise() {} var ran = true;'],
    ['a class', 'class Map {} var ran = true;'],
    ['a constant', 'const Proxy = 1; var ran = true;'],
    ['globalThis itself', 'function globalThis() {} var ran = true;'],
  ])('leaves a script alone that takes a name of the guard: %s', (_, script) => {
    const { ran, started } = run(script);
    expect(ran).toBe(true);
    expect(started).toBeUndefined();
  });

  it('lets the script run when the guard fails', () => {
    expect(run('var ran = true;', '(function(){throw 1})')['ran']).toBe(true);
  });
});
