// What a script says of its strictness, whatever stands before it. Hostile beginnings must not cost more than honest ones:
// in Firefox the background reads them for every worker of every page.
import { describe, expect, it } from 'vitest';
import { saysStrict } from '../../../core/source/strict-directive.ts';

describe('the strict directive', () => {
  it.each([
    ['alone', '"use strict"', true],
    ['in single quotes', "'use strict';", true],
    ['after a byte order mark and spaces', '\uFEFF \t\n"use strict";', true],
    ['after comments', '/* a * / */ // b\n/**/"use strict";', true],
    ['after a line of Windows', '// by us\r\n"use strict";', true],
    ['in a comment', '/* "use strict" */ x()', false],
    ['in a line that is a comment to its end', '// "use strict"', false],
    ['behind a comment that does not end', '/* "use strict"', false],
    ['after a statement', 'x();"use strict"', false],
    ['with quotes that do not belong together', '"use strict\'', false],
    ['nowhere', '', false],
  ])('%s', (_, text, isStrict) => {
    expect(saysStrict(text)).toBe(isStrict);
  });

  it.each([['/**/'], ['//\n'], ['/*/'], [' ']])('%j a hundred thousand times over', (part) => {
    const startedAt = performance.now();
    expect(saysStrict(`${part.repeat(100_000)}x`)).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
