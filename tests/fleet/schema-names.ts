// Names that the ClickHouse schema defines: tables and views, and the columns of tables. It reads our own file, not any SQL.

/** @returns columns of `assay.<table>`. @throws where it is not defined with columns */
export function columnsOf(schema: string, table: string): string[] {
  const body = new RegExp(
    `TABLE IF NOT EXISTS assay\\.${table}\\b[^(]*\\n\\(\\n([^;]*?)\\n\\)\\n`,
  ).exec(schema)?.[1];
  if (body === undefined) throw new Error(`the schema has no table ${table} with columns`);
  return [...body.matchAll(/^ {4}(\w+) /gm)].map((match) => match[1] ?? '');
}

/** Tables and views, without the database. */
export function tablesOf(schema: string): string[] {
  const made = /CREATE (?:TABLE|VIEW|MATERIALIZED VIEW) IF NOT EXISTS assay\.(\w+)/g;
  return [...schema.matchAll(made)].map((match) => match[1] ?? '');
}

/** @returns columns of a table over all shards or of a view. @throws where the schema has neither */
export function readableOf(schema: string, name: string): string[] {
  if (schema.includes(`ENGINE = Distributed(assay, assay, ${name}_local`))
    return columnsOf(schema, `${name}_local`);
  const view = new RegExp(
    `VIEW IF NOT EXISTS assay\\.${name} [^;]*?SELECT([^;]*?)FROM assay\\.(\\w+)`,
  ).exec(schema);
  if (!view) throw new Error(`the schema has no ${name}`);
  const [, list = '', from = ''] = view;
  if (list.trim() === '*') return readableOf(schema, from);
  // The last word of each, be it a column or what an expression is called.
  return [...list.matchAll(/(\w+)\s*(?:,|$)/g)].map((match) => match[1] ?? '');
}
