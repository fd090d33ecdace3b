// js-yaml ships no types; of it one function is used.
declare module 'js-yaml' {
  /** @throws for what is no YAML */
  export function load(text: string): unknown;
}
