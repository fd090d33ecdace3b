// What ClickHouse 18.16 cannot read of deploy/fleet/clickhouse/schema.sql, and what stands there instead. The old schema is made
// from the new one by this list alone, so that the two cannot drift apart; what the old one is tested for is true of the new one
// but for what is listed here.

export interface Difference {
  readonly what: string;
  readonly from: RegExp;
  readonly to: string;
}

const HEAD = `-- The fleet in ClickHouse 18.16 (Debian): made from schema.sql by the list in tests/fleet/old-schema.ts. Run it on each node, in a
-- cluster \`assay\` of shards; what is made anew (5) is made by refresh-18.16.sql.
`;

/** In the order in which they are applied. */
export const DIFFERENCES: readonly Difference[] = [
  { what: 'the head of the file', from: /^(--.*\n)+/, to: HEAD },
  { what: 'ON CLUSTER: it is run on each node', from: / ON CLUSTER assay/g, to: '' },
  { what: 'LowCardinality is an experiment there', from: /LowCardinality\((\w+)\)/g, to: '$1' },
  { what: 'TTL is not there: old partitions are dropped by hand', from: /\nTTL [^;]+;/g, to: ';' },
  {
    what: 'a refreshable view is not there: refresh-18.16.sql does it',
    from: /\nCREATE MATERIALIZED VIEW [^;]+\nREFRESH EVERY [^;]+;\n/g,
    to: '',
  },
  {
    what: 'an engine has parentheses',
    from: /ENGINE = MergeTree\n/g,
    to: 'ENGINE = MergeTree()\n',
  },
];

/** Where there is one replica of each shard and no ZooKeeper. */
export const WITHOUT_REPLICAS: readonly Difference[] = [
  {
    what: 'one replica of each shard: no ZooKeeper is needed',
    from: /Replicated(\w*MergeTree)\('[^']*', '[^']*'(?:, )?/g,
    to: '$1(',
  },
];

export function applied(sql: string, differences: readonly Difference[]): string {
  return differences.reduce((text, { from, to }) => text.replace(from, to), sql);
}

/** The statements of a file, without its comments. */
export function statementsOf(sql: string): string[] {
  return sql
    .replace(/^\s*--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

/** What makes `incident_days_local` anew on 18.16: the query of the refreshable view, into a table that then takes its place. */
export function refreshOf(schema: string): string {
  const query = /REFRESH EVERY [^\n]* AS\n([^;]+);/.exec(schema)?.[1];
  if (query === undefined) throw new Error('the schema has no refreshable view');
  return `-- Makes the incidents by day anew, on each node, every ten minutes (cron): made from schema.sql by tests/fleet/old-schema.ts.
DROP TABLE IF EXISTS assay.incident_days_next;
CREATE TABLE assay.incident_days_next AS assay.incident_days_local;
INSERT INTO assay.incident_days_next
${query};
RENAME TABLE assay.incident_days_local TO assay.incident_days_before, assay.incident_days_next TO assay.incident_days_local;
DROP TABLE assay.incident_days_before;
`;
}
