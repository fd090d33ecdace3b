// Counts words and hashes them in Python; the count and the digest are the result.
import '/site/heavy.js';
import { loadPyodide } from '/npm/pyodide/pyodide.mjs';

const cell = `
import hashlib, collections
words = collections.Counter()
state = 1
for _ in range(60000):
    state = (state * 1664525 + 1013904223) % 2**32
    words[f"w{state % 977}"] += 1
digest = hashlib.sha3_256(repr(sorted(words.items())).encode())
for _ in range(2000):
    digest.update(digest.digest())
f"{len(words)} words {digest.hexdigest()[:16]}"
`;

heavy.serve(async () => {
  const python = await loadPyodide({ indexURL: '/npm/pyodide/' });
  return () => python.runPython(cell);
});
