// The wasm rules as they are bundled into the guard and the background: only each rule itself, its cases are shaken out.
import type { LoadedRule } from '../../core/engine.ts';
import type { WasmRule } from '../../core/rules/define-rule.ts';

const files = import.meta.glob<WasmRule>('/rules/wasm/*.ts', { eager: true, import: 'default' });

/** Every rule below rules/wasm with its id. */
export function wasmRules(): readonly LoadedRule[] {
  return Object.entries(files).map(([path, rule]) => ({
    id: path.slice('/rules/'.length, -'.ts'.length),
    rule,
  }));
}
