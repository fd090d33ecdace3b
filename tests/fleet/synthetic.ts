// Rows of a whole fleet, made inside ClickHouse: as many values of each column as a company would have, ids as random as real ones.
// The same numbers give the same rows.

export interface FleetSize {
  readonly devices: number;
  readonly sites: number;
  readonly days: number;
  /** Begin of the last day, ms since the epoch. */
  readonly lastDay: number;
}

/** Number `n` of the query, made random. */
const random = (salt: number): string => `intHash64(n * 64 + ${salt})`;
const hexOf = (salt: number): string => `lower(hex(${random(salt)}))`;
const pick = (values: readonly string[], salt: number): string =>
  `arrayElement([${values.map((value) => `'${value}'`).join(',')}], toUInt32(${random(salt)} % ${values.length}) + 1)`;
const uuid = (salt: number): string =>
  `concat(substring(${hexOf(salt)}, 1, 8), '-', substring(${hexOf(salt)}, 9, 4), '-4', substring(${hexOf(salt + 1)}, 1, 3), '-9', substring(${hexOf(salt + 1)}, 4, 3), '-', substring(${hexOf(salt + 1)}, 5, 12))`;

/** Of the device `d`: the same in all its rows. */
const DEVICE = `
  concat('00000000-0000-4000-8000-', substring(lower(hex(intHash64(d))), 1, 12)) AS device_id,
  concat('PC-', toString(d)) AS device_label,
  [concat('site-', toString(d % 12)), arrayElement(['finance','sales','plant','it'], toUInt32(d % 4) + 1)] AS device_tags,
  concat('user', toString(d)) AS user,
  if(d % 10 = 0, '0.3.0', '0.4.0') AS engine_version,
  if(d % 5 = 0, 'mac', 'win') AS os,
  if(d % 3 = 0, 'edge', 'chrome') AS browser_name,
  '156.0.0.0' AS browser_version`;

/** @param kind the rows' numbers are of `from` on. @param seq of their events */
export function incidentRows(size: FleetSize, from: number, count: number, seq: number): string {
  const { devices, sites, days, lastDay } = size;
  return `INSERT INTO assay.events_local
    (schema_version, kind, seq, event_id, incident_id, time_ms, first_seen_ms, last_seen_ms, count, severity,
     device_id, device_label, device_tags, user, engine_version, os, browser_name, browser_version,
     site, url, category, level, score, response, stopped, action, family, detectors, sentences, hosts,
     module_sha256, module_bytes, observed_core_ms, avoided_core_ms, feedback)
  SELECT 1, 'incident', n * 2 + ${seq} AS seq, ${uuid(10 + seq * 4)}, ${uuid(2)},
    first + 60000 * ${seq}, toUInt64(${lastDay} - (${random(4)} % ${days}) * 86400000 + ${random(5)} % 86400000) AS first,
    first + 50000, 1 + ${random(6)} % 20 * ${seq}, ${pick(['high', 'medium', 'medium', 'medium', 'low'], 7)},
    ${DEVICE},
    concat('site-', toString(toUInt32(pow(${random(8)} % 1000000 / 1000000, 3) * ${sites})), '.example') AS host,
    concat('https://', host, '/'), if(${random(20)} % 50 = 0, 'deliberate-mining', 'cryptojacking'),
    ${pick(['confirmed', 'confirmed', 'suspected'], 21)}, 60 + ${random(22)} % 40,
    if(first > ${lastDay - (days / 2) * 86_400_000}, 'block', 'observe') AS answer, answer = 'block',
    if(answer = 'block', 'The module was refused before it was compiled.', 'Nothing was stopped: the policy observes.'),
    ${pick(['cryptonight', 'randomx', 'argon2', 'yespower', ''], 23)},
    [${pick(['rules/wasm/cryptonight', 'rules/wasm/randomx', 'detect/duty', 'detect/dialogue'], 24)}],
    ['A WebAssembly module holds the whole proof of work.', 'Its threads kept the processor busy for a minute.'],
    [${pick(['pool.example', 'ws.example', 'proxy.example'], 25)}],
    concat(lower(hex(intHash64(${random(26)} % 200))), lower(hex(intHash64(${random(26)} % 200 + 1000)))), 318204,
    ${random(27)} % 600000, if(answer = 'block', ${random(28)} % 6000000, 0), if(${random(29)} % 500 = 0, 'wrong', '')
  FROM (SELECT number + ${from} AS n, (number + ${from}) * 7919 % ${devices} AS d FROM system.numbers LIMIT ${count})
  WHERE ${ofThisShard()}`;
}

/** A heartbeat an hour and device, of one day. @param day 0 is the last */
export function heartbeatRows({ devices, days, lastDay }: FleetSize, day: number): string {
  return `INSERT INTO assay.events_local
    (schema_version, kind, seq, event_id, time_ms, severity,
     device_id, device_label, device_tags, user, engine_version, os, browser_name, browser_version,
     since_ms, next_within_minutes, mode, is_managed, policy_hash, rule_pack, hosts_listed, gaps, incidents, blocked,
     observed_core_ms, avoided_core_ms, queue_waiting, queue_bytes, failing_sinks)
  SELECT 1, 'heartbeat', n + 1000000 * ${1_000 - day} AS seq, ${uuid(40)},
    toUInt64(${lastDay - day * 86_400_000} + h * 3600000 + ${random(44)} % 3600000) AS at, 'informational',
    ${DEVICE},
    at - 3600000, 60, if(${day} < ${days / 2}, 'block', 'monitor'), d % 200 != 0, 'c0ffee', 40 + d % 3, 412,
    if(d % 20 = 0, ['private-windows'], emptyArrayString()), ${random(45)} % 2, ${random(46)} % 2,
    ${random(47)} % 60000, ${random(48)} % 60000, ${random(49)} % 3, ${random(49)} % 3 * 900, if(d % 997 = 0, ['soc'], emptyArrayString())
  FROM (SELECT number + ${day} * 24 * ${devices} AS n, number % ${devices} AS d, intDiv(number, ${devices}) AS h FROM system.numbers LIMIT ${24 * devices})
  WHERE ${ofThisShard()}`;
}

/** Each node makes all rows and keeps those of its shard, as the Distributed table would share them out. */
function ofThisShard(): string {
  return `cityHash64(device_id) % 2 = SHARD`;
}
