// What Vitest's JSON report says of the files of a run (https://vitest.dev/guide/reporters#json-reporter), and their counts.

export interface TestReport {
  readonly testResults: readonly TestFile[];
}

export interface TestFile {
  /** Its whole path. */
  readonly name: string;
  readonly status: 'passed' | 'failed';
  readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
}

const IN_BROWSER = /[\\/]tests[\\/](e2e|firefox|fleet)[\\/]/;

/** The files that failed and that drive a browser or a server. Pure. */
export function failedInBrowser(files: readonly TestFile[]): readonly TestFile[] {
  return files.filter(({ name, status }) => status === 'failed' && IN_BROWSER.test(name));
}

/** The names of tests that failed; of a file that failed without one, its own. Pure. */
export function namesOfFailed(files: readonly TestFile[]): readonly string[] {
  return files.flatMap(({ name, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    return failed.length > 0 ? failed.map(({ fullName }) => `${name} > ${fullName}`) : [name];
  });
}

/** The files of a run, with what those said that ran once more. Pure. */
export function withAgain(
  files: readonly TestFile[],
  again: readonly TestFile[],
): readonly TestFile[] {
  return files.map((file) => again.find(({ name }) => name === file.name) ?? file);
}

/** A file that failed although none of its tests did counts as one failure: it could not be loaded, or a hook failed. Pure. */
export function countsOf(files: readonly TestFile[]): {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
} {
  const all = files.flatMap(({ assertionResults }) => assertionResults);
  const count = (...wanted: string[]): number =>
    all.filter(({ status }) => wanted.includes(status)).length;
  const broken = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const [passed, failed] = [count('passed'), count('failed')];
  return { passed, failed: failed + broken.length, skipped: all.length - passed - failed };
}
