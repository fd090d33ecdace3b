// Checks a generated program with its own small library and compiles it; the errors found and the digest of the
// output are the result.
importScripts('/site/heavy.js', '/npm/typescript/lib/typescript.js');

const library = `
interface Array<T> { length: number; [at: number]: T; map<U>(to: (item: T) => U): U[] }
interface Boolean {} interface CallableFunction {} interface Function {} interface IArguments {}
interface NewableFunction {} interface Number {} interface Object {} interface RegExp {}
interface String {}
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Partial<T> = { [P in keyof T]?: T[P] };
`;

/** The last method of each class has a mistake. */
const source = (at) => `
export interface Item${at} { id: number; name: string; tags: string[]; next: Item${at} | null }
export class Store${at} {
  private items: Item${at}[] = [];
  find(id: number): Partial<Item${at}> | null { return this.items[id] ?? null; }
  names(): string[] { return this.items.map((item) => \`\${item.name}-${at}\`); }
  first(): Pick<Item${at}, 'id' | 'name'> { return this.items[0].tags; }
}`;
const program = Array.from({ length: 400 }, (_, at) => source(at)).join('\n');

const files = { 'lib.d.ts': library, 'program.ts': program };
const options = { strict: true, target: ts.ScriptTarget.ES2015, module: ts.ModuleKind.ESNext };

heavy.serve(() => async () => {
  let output = '';
  const host = {
    getSourceFile: (name, target) => files[name] && ts.createSourceFile(name, files[name], target),
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile: (_, text) => (output += text),
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (name) => name in files,
    readFile: (name) => files[name],
  };
  const compiled = ts.createProgram(['program.ts'], options, host);
  const errors = ts.getPreEmitDiagnostics(compiled);
  compiled.emit();
  return `${errors.length} errors, ${output.length} ${await heavy.digest(output)}`;
});
