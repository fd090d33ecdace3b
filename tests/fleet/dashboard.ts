// The queries of the shipped dashboard, and of its alerts, as Grafana would send them.
import { readFileSync } from 'node:fs';
import * as yaml from 'js-yaml';
import * as z from 'zod/mini';

const FOLDER = new URL('../../deploy/fleet/', import.meta.url);

const target = z.object({ rawSql: z.string() });
const dashboardSchema = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.optional(z.array(target)) })),
  templating: z.object({ list: z.array(z.object({ name: z.string(), query: z.string() })) }),
});
const alertsSchema = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          title: z.string(),
          data: z.array(z.object({ model: z.object({ rawSql: z.optional(z.string()) }) })),
        }),
      ),
    }),
  ),
});

export interface Query {
  readonly title: string;
  readonly sql: string;
}

export function dashboardQueries(): Query[] {
  const text = readFileSync(new URL('grafana/assay-fleet.json', FOLDER), 'utf8');
  const { panels, templating } = dashboardSchema.parse(JSON.parse(text));
  return [
    ...templating.list.map(({ name, query }) => ({ title: `variable ${name}`, sql: query })),
    ...panels.flatMap(({ title, targets }) =>
      (targets ?? []).map(({ rawSql }) => ({ title, sql: rawSql })),
    ),
  ];
}

export function alertQueries(): Query[] {
  const text = readFileSync(new URL('alerts/assay-alerts.yaml', FOLDER), 'utf8');
  return alertsSchema
    .parse(yaml.load(text))
    .groups.flatMap(({ rules }) => rules)
    .flatMap(({ title, data }) =>
      data.flatMap(({ model: { rawSql } }) =>
        rawSql === undefined ? [] : [{ title, sql: rawSql }],
      ),
    );
}

/** @param from, to ms since the epoch. @param tags none for "All" */
export function filled(
  sql: string,
  from: number,
  to: number,
  tags: readonly string[] = [],
): string {
  const date = (ms: number): string => `toDate('${new Date(ms).toISOString().slice(0, 10)}')`;
  const given = tags.length === 0 ? ['all'] : tags;
  return sql
    .replace(/\$__dateFilter\((\w+)\)/g, `$1 >= ${date(from)} AND $1 <= ${date(to)}`)
    .replaceAll('${tag:singlequote}', given.map((tag) => `'${tag}'`).join(','))
    .replaceAll('${__from}', `${from}`)
    .replaceAll('${__to}', `${to}`);
}
