-- Makes the incidents by day anew, on each node, every ten minutes (cron): made from schema.sql by tests/fleet/old-schema.ts.
DROP TABLE IF EXISTS assay.incident_days_next;
CREATE TABLE assay.incident_days_next AS assay.incident_days_local;
INSERT INTO assay.incident_days_next
SELECT
    day, site, category, level, severity, response, stopped, family, feedback, device_tags,
    cityHash64(device_id) AS device_key,
    toUInt64(1) AS incidents,
    toUInt64(count) AS times,
    observed_core_ms, avoided_core_ms
FROM assay.incidents_local FINAL;
RENAME TABLE assay.incident_days_local TO assay.incident_days_before, assay.incident_days_next TO assay.incident_days_local;
DROP TABLE assay.incident_days_before;
