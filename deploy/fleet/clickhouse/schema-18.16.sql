-- The fleet in ClickHouse 18.16 (Debian): made from schema.sql by the list in tests/fleet/old-schema.ts. Run it on each node, in a
-- cluster `assay` of shards; what is made anew (5) is made by refresh-18.16.sql.

CREATE DATABASE IF NOT EXISTS assay;

-- 1. Events, as browsers send them. A column that an event does not have stays empty. A device has one shard, so an event that
-- came twice meets itself. All of the key is fixed when an event is made: the same event has the same key, whenever it comes.
-- Partitions and age follow the browser's clock for the same reason: a browser whose clock is years behind loses its events here
-- early, while its incident below stays, as old as its arrival.
CREATE TABLE IF NOT EXISTS assay.events_local
(
    schema_version UInt8,
    event_id String,
    seq UInt64,
    time_ms UInt64,
    kind String,
    severity String,
    device_id String,
    device_label String,
    device_tags Array(String),
    user String,
    user_hash String,
    engine_version String,
    os String,
    browser_name String,
    browser_version String,
    incident_id String,
    first_seen_ms UInt64,
    last_seen_ms UInt64,
    count UInt32,
    site String,
    url String,
    title String,
    frame_url String,
    category String,
    level String,
    score Float32,
    response String,
    stopped UInt8,
    action String,
    family String,
    detectors Array(String),
    sentences Array(String),
    hosts Array(String),
    module_sha256 String,
    module_bytes UInt64,
    observed_core_ms UInt64,
    avoided_core_ms UInt64,
    feedback String,
    feedback_note String,
    since_ms UInt64,
    next_within_minutes UInt32,
    mode String,
    is_managed UInt8,
    policy_hash String,
    previous_policy_hash String,
    changed_keys Array(String),
    ignored_keys UInt32,
    rule_pack UInt64,
    hosts_listed UInt32,
    self_test_failures Array(String),
    gaps Array(String),
    incidents UInt32,
    blocked UInt32,
    warned UInt32,
    observed UInt32,
    deliberate UInt32,
    queue_waiting UInt32,
    queue_bytes UInt64,
    queue_parked UInt32,
    queue_oldest_ms UInt64,
    failing_sinks Array(String),
    dropped_events UInt32,
    dropped_high UInt32,
    dropped_medium UInt32,
    dropped_low UInt32,
    dropped_informational UInt32,
    dropped_first_seq UInt64,
    dropped_last_seq UInt64,
    dropped_why String
)
ENGINE = ReplacingMergeTree()
PARTITION BY toYYYYMM(toDate(intDiv(time_ms, 86400000)))
ORDER BY (kind, time_ms, device_id, event_id);

-- 2. Incidents: of each the state that was told last. `seq` only grows, so what comes late or twice changes nothing.
CREATE TABLE IF NOT EXISTS assay.incidents_local
(
    day Date,
    device_id String,
    incident_id String,
    event_id String,
    seq UInt64,
    time_ms UInt64,
    received_at DateTime,
    severity String,
    device_label String,
    device_tags Array(String),
    user String,
    user_hash String,
    engine_version String,
    os String,
    browser_name String,
    browser_version String,
    first_seen_ms UInt64,
    last_seen_ms UInt64,
    count UInt32,
    site String,
    category String,
    level String,
    score Float32,
    response String,
    stopped UInt8,
    action String,
    family String,
    detectors Array(String),
    hosts Array(String),
    module_sha256 String,
    observed_core_ms UInt64,
    avoided_core_ms UInt64,
    feedback String,
    feedback_note String
)
ENGINE = ReplacingMergeTree(seq)
PARTITION BY toYYYYMM(day)
ORDER BY (day, device_id, incident_id);

CREATE MATERIALIZED VIEW IF NOT EXISTS assay.to_incidents TO assay.incidents_local AS
SELECT
    toDate(intDiv(first_seen_ms, 86400000)) AS day,
    device_id, incident_id, event_id, seq, time_ms, now() AS received_at, severity,
    device_label, device_tags, user, user_hash, engine_version, os, browser_name, browser_version,
    first_seen_ms, last_seen_ms, count, site, category, level, score, response, stopped, action, family,
    detectors, hosts, module_sha256, observed_core_ms, avoided_core_ms, feedback, feedback_note
FROM assay.events_local
WHERE kind = 'incident';

-- 3. Devices: of each the last heartbeat, and when it came by our clock.
CREATE TABLE IF NOT EXISTS assay.devices_local
(
    device_id String,
    seq UInt64,
    time_ms UInt64,
    received_at DateTime,
    next_within_minutes UInt32,
    device_label String,
    device_tags Array(String),
    engine_version String,
    os String,
    browser_name String,
    browser_version String,
    mode String,
    is_managed UInt8,
    policy_hash String,
    ignored_keys UInt32,
    rule_pack UInt64,
    hosts_listed UInt32,
    self_test_failures Array(String),
    gaps Array(String),
    queue_waiting UInt32,
    queue_bytes UInt64,
    queue_parked UInt32,
    queue_oldest_ms UInt64,
    failing_sinks Array(String)
)
ENGINE = ReplacingMergeTree(seq)
ORDER BY device_id;

CREATE MATERIALIZED VIEW IF NOT EXISTS assay.to_devices TO assay.devices_local AS
SELECT
    device_id, seq, time_ms, now() AS received_at, next_within_minutes, device_label, device_tags,
    engine_version, os, browser_name, browser_version, mode, is_managed, policy_hash, ignored_keys,
    rule_pack, hosts_listed, self_test_failures, gaps,
    queue_waiting, queue_bytes, queue_parked, queue_oldest_ms, failing_sinks
FROM assay.events_local
WHERE kind = 'heartbeat';

-- 4. Devices by day. A set of devices is the same however often a heartbeat is added to it: right at once, and with duplicates.
-- `uniq` counts hashes: exact up to 65,536 devices in a group but for a chance meeting of hashes, above it within about 1%.
CREATE TABLE IF NOT EXISTS assay.fleet_days_local
(
    day Date,
    device_tags Array(String),
    mode String,
    is_managed UInt8,
    engine_version String,
    rule_pack UInt64,
    browser_name String,
    devices AggregateFunction(uniq, String)
)
ENGINE = AggregatingMergeTree()
PARTITION BY toYYYYMM(day)
ORDER BY (day, device_tags, mode, is_managed, engine_version, rule_pack, browser_name);

CREATE MATERIALIZED VIEW IF NOT EXISTS assay.to_fleet_days TO assay.fleet_days_local AS
SELECT
    toDate(intDiv(time_ms, 86400000)) AS day,
    device_tags, mode, is_managed, engine_version, rule_pack, browser_name,
    uniqState(device_id) AS devices
FROM assay.events_local
WHERE kind = 'heartbeat'
GROUP BY day, device_tags, mode, is_managed, engine_version, rule_pack, browser_name;

-- 5. Incidents to be counted: what questions over many days ask for, in the order of days. What an incident cost changes while it
-- runs, and no sum can take back what it added: so this is made anew from the last states, on each replica for itself. Exact, as
-- of the last time it was made. It is not grouped: incidents of one device, site and day are counted up by the browser already.
CREATE TABLE IF NOT EXISTS assay.incident_days_local
(
    day Date,
    site String,
    category String,
    level String,
    severity String,
    response String,
    stopped UInt8,
    family String,
    feedback String,
    device_tags Array(String),
    device_key UInt64,
    incidents UInt64,
    times UInt64,
    observed_core_ms UInt64,
    avoided_core_ms UInt64
)
ENGINE = MergeTree()
PARTITION BY toYYYYMM(day)
ORDER BY (day, site);

-- 6. The same over all shards. Browsers write to `events`.
CREATE TABLE IF NOT EXISTS assay.events AS assay.events_local
ENGINE = Distributed(assay, assay, events_local, cityHash64(device_id));

CREATE TABLE IF NOT EXISTS assay.incidents AS assay.incidents_local
ENGINE = Distributed(assay, assay, incidents_local);

CREATE TABLE IF NOT EXISTS assay.devices AS assay.devices_local
ENGINE = Distributed(assay, assay, devices_local);

CREATE TABLE IF NOT EXISTS assay.fleet_days AS assay.fleet_days_local
ENGINE = Distributed(assay, assay, fleet_days_local);

CREATE TABLE IF NOT EXISTS assay.incident_days AS assay.incident_days_local
ENGINE = Distributed(assay, assay, incident_days_local);

-- 7. For people.
CREATE VIEW IF NOT EXISTS assay.incident_latest AS
SELECT * FROM assay.incidents FINAL;

CREATE VIEW IF NOT EXISTS assay.device_latest AS
SELECT * FROM assay.devices FINAL;

-- Devices that have not been heard of for twice as long as they said. 0 minutes: it did not say, and is never silent.
CREATE VIEW IF NOT EXISTS assay.silent_devices AS
SELECT
    device_id, device_label, device_tags, received_at, next_within_minutes,
    engine_version, os, browser_name, mode, queue_waiting, failing_sinks,
    intDiv(toUInt32(now()) - toUInt32(received_at), 60) AS silent_minutes
FROM assay.devices FINAL
WHERE next_within_minutes > 0
    AND toUInt32(now()) > toUInt32(received_at) + 2 * 60 * next_within_minutes;
