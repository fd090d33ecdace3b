// What miners and pools say to each other, and what others say that sounds like it: pairs of a line and its answer.

export type Lines = readonly (readonly [says: string, answer: string])[];

/** Stands in the dialogues and must stand nowhere else. */
export const SECRETS = ['WALLET4AbCdEf', 'c0ffee5d'] as const;
const [WALLET, NONCE] = SECRETS;

const json = (value: object): string => JSON.stringify(value);
const hex = (chars: number): string => '9f'.repeat(chars / 2);
const JOB = { job_id: 'j1', blob: hex(152), target: 'ffffff00', seed_hash: hex(64) };

export const dialects = {
  'Monero stratum': [
    [
      json({ id: 1, jsonrpc: '2.0', method: 'login', params: { login: WALLET, pass: 'x' } }),
      json({ id: 1, result: { id: 's', job: JOB, status: 'OK' } }),
    ],
    [
      json({ id: 2, method: 'keepalived', params: { id: 's' } }),
      json({ jsonrpc: '2.0', method: 'job', params: JOB }),
    ],
    [
      json({ id: 3, method: 'submit', params: { job_id: 'j1', nonce: NONCE, result: hex(64) } }),
      json({ id: 3, result: { status: 'OK' } }),
    ],
  ],
  'Bitcoin stratum': [
    [
      json({ id: 1, method: 'mining.subscribe', params: ['miner/1'] }),
      json({ id: 1, result: [['mining.notify', 's']] }),
    ],
    [
      json({ id: 2, method: 'mining.authorize', params: [WALLET, 'x'] }),
      json({ id: null, method: 'mining.notify', params: ['j1', hex(64), hex(80), true] }),
    ],
    [
      json({ id: 3, method: 'mining.submit', params: [WALLET, 'j1', '00', '5f', NONCE] }),
      json({ id: 3, result: true }),
    ],
  ],
  Coinhive: [
    [
      json({ type: 'auth', params: { site_key: WALLET, type: 'anonymous' } }),
      json({ type: 'authed', params: { token: '', hashes: 0 } }),
    ],
    [json({ type: 'ping' }), json({ type: 'job', params: JOB })],
    [
      json({ type: 'submit', params: { job_id: 'j1', nonce: NONCE, result: hex(64) } }),
      json({ type: 'hash_accepted', params: { hashes: 256 } }),
    ],
  ],
  'Ethereum getwork': [
    [json({ id: 1, method: 'eth_submitLogin', params: [WALLET] }), json({ id: 1, result: true })],
    [
      json({ id: 2, method: 'eth_getWork', params: [] }),
      json({ id: 2, result: [hex(64), hex(64), hex(64)] }),
    ],
    [
      json({ id: 3, method: 'eth_submitWork', params: [NONCE, hex(64), hex(64)] }),
      json({ id: 3, result: true }),
    ],
  ],
} satisfies Readonly<Record<string, Lines>>;

export const nearMisses = {
  'a chat about jobs': [
    [json({ type: 'login', name: 'Robin' }), json({ type: 'welcome', people: 3 })],
    [json({ type: 'say', text: 'any job for a miner?' }), json({ type: 'job', text: 'yes, one' })],
    [json({ type: 'submit', text: 'my CV' }), json({ type: 'thanks' })],
  ],
  'a wallet that asks its node': [
    [json({ id: 1, method: 'eth_call', params: [] }), json({ id: 1, result: `0x${hex(64)}` })],
    [
      json({ id: 2, method: 'eth_getBlockByNumber', params: ['latest'] }),
      json({ id: 2, result: { nonce: '0x42', hash: hex(64), difficulty: '0x1' } }),
    ],
    [
      json({ id: 3, method: 'eth_sendRawTransaction', params: [hex(200)] }),
      json({ id: 3, result: hex(64) }),
    ],
  ],
  'a block explorer that is sent headers': [
    [json({ type: 'subscribe', to: 'blocks' }), json({ type: 'ok' })],
    [json({ type: 'more' }), json({ height: 1, prev_hash: hex(64), nonce: 7, target: hex(16) })],
    [json({ type: 'more' }), json({ height: 2, prev_hash: hex(64), nonce: 8, target: hex(16) })],
  ],
  'a print shop with jobs': [
    [json({ method: 'login', params: { user: 'robin' } }), json({ result: 'ok' })],
    [json({ method: 'getjob', params: { printer: 4 } }), json({ method: 'job', pages: 12 })],
    [json({ method: 'submit', params: { copies: 2 } }), json({ result: 'queued' })],
  ],
  'a job board whose jobs have ids': [
    [json({ action: 'login', user: 'robin' }), json({ ok: true })],
    [
      json({ action: 'getjob', job_id: 4711 }),
      json({ job_id: 4711, title: 'Clerk', target: '_blank', blob: 'cv/4711.pdf' }),
    ],
    [json({ action: 'submit', job_id: 4711, letter: 'Dear' }), json({ job_id: 4711, status: 1 })],
  ],
  'a login with a challenge': [
    [json({ type: 'login', name: 'robin' }), json({ type: 'challenge', nonce: hex(32) })],
    [json({ type: 'auth', nonce: hex(32), hash: hex(64) }), json({ type: 'authed' })],
    [json({ type: 'prove', nonce: hex(32), hash: hex(64) }), json({ type: 'welcome' })],
  ],
} satisfies Readonly<Record<string, Lines>>;

export const allLines: Readonly<Record<string, Lines>> = { ...dialects, ...nearMisses };
