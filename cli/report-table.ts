// What `assay report` says in the terminal: the incidents of each device by severity. Names reach the terminal as text only.
import { SEVERITIES } from '../core/report/severity.ts';
import type { Figures, Finding } from '../core/report/assessment/findings.ts';
import { printable } from './scan-report.ts';

const MAX_DEVICES = 20;
const COLUMNS = ['device', ...SEVERITIES, 'stopped', 'incidents'] as const;
const [NAME_WIDTH, WIDTH] = [28, 15];

/** Some lines, the last of which is the sum. */
export function tableOf({ findings, devices }: Figures): string {
  const names = [...devices.names, ...(devices.hasUnnamed ? [''] : [])];
  const rows = names.slice(0, MAX_DEVICES).map((name) =>
    rowOf(
      name || 'without a name',
      findings.filter(({ device }) => device === name),
    ),
  );
  const more = names.length - MAX_DEVICES;
  const rest = more > 0 ? [`… and ${more} more devices`] : [];
  return `${[lineOf(COLUMNS), ...rows, ...rest, rowOf('all', findings)].join('\n')}\n`;
}

function rowOf(name: string, findings: readonly Finding[]): string {
  const counts = SEVERITIES.map(
    (one) => findings.filter(({ severity }) => severity === one).length,
  );
  const stopped = findings.filter(({ isStopped }) => isStopped).length;
  return lineOf([printable(name), ...[...counts, stopped, findings.length].map(String)]);
}

function lineOf([name = '', ...cells]: readonly string[]): string {
  const head = name.slice(0, NAME_WIDTH).padEnd(NAME_WIDTH);
  return head + cells.map((cell) => cell.padStart(WIDTH)).join('');
}
