// Formats the source of a library; the size and the digest of the output are the result.
import '/site/heavy.js';
import * as babel from '/npm/prettier/plugins/babel.mjs';
import * as estree from '/npm/prettier/plugins/estree.mjs';
import { format } from '/npm/prettier/standalone.mjs';

heavy.serve(async () => {
  const source = await (await fetch('/npm/matter-js/build/matter.min.js')).text();
  return async () => {
    const output = await format(source, { parser: 'babel', plugins: [babel, estree] });
    return `${output.length} ${await heavy.digest(output)}`;
  };
});
