// The package's solver with the key derivation of browsers.
import { deriveKey } from '/npm/altcha-lib/dist/esm/v2/algorithms/web/pbkdf2.js';
import { handler } from '/npm/altcha-lib/dist/esm/v2/workers/shared.js';

handler({ deriveKey });
