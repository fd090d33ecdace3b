// Facts of the evidence as people read them: the label in their language where the house knows the fact, its value with unit. A
// page may have chosen any text in it: it is cut, and stays text.
import type { ExplainedFact } from '../../../core/evidence/explain.ts';
import { plainText } from '../../../core/report/plain-text.ts';
import { bytesText, numberText, percentText } from '../../page-kit/format.ts';
import { text, type TextKey } from '../../page-kit/text.ts';

const MAX_FACT_CHARS = 400;

const LABEL_KEYS: Readonly<Record<string, TextKey>> = {
  alikePercent: 'incident_fact_alike',
  api: 'incident_fact_api',
  blocked: 'incident_fact_blocked',
  category: 'incident_fact_category',
  codeBytes: 'incident_fact_code_bytes',
  coreSeconds: 'incident_fact_core_seconds',
  count: 'incident_fact_count',
  darkWorkers: 'incident_fact_dark_workers',
  dutyPercent: 'incident_fact_duty',
  extension: 'incident_fact_extension',
  extensionId: 'incident_fact_extension_id',
  exportCount: 'incident_fact_exports',
  family: 'incident_fact_family',
  fileName: 'incident_fact_file_name',
  floatPercent: 'incident_fact_float',
  host: 'incident_fact_host',
  hosts: 'incident_fact_hosts',
  importCount: 'incident_fact_imports',
  jobs: 'incident_fact_jobs',
  judgedInMs: 'incident_fact_judged_in',
  kernelSharePercent: 'incident_fact_kernel_share',
  listedAs: 'incident_fact_listed_as',
  machineBusyCores: 'incident_fact_machine_busy_cores',
  machineCores: 'incident_fact_machine_cores',
  memoryPages: 'incident_fact_memory_pages',
  moduleCount: 'incident_fact_modules',
  newModules: 'incident_fact_new_modules',
  place: 'incident_fact_place',
  processCores: 'incident_fact_process_cores',
  reasons: 'incident_fact_reasons',
  receivedBytes: 'incident_fact_received_bytes',
  receivedCount: 'incident_fact_received',
  refusedCount: 'incident_fact_refused',
  resourceType: 'incident_fact_resource_type',
  rules: 'incident_fact_rules',
  runs: 'incident_fact_runs',
  scratchpadPercent: 'incident_fact_scratchpad',
  seconds: 'incident_fact_seconds',
  sentBytes: 'incident_fact_sent_bytes',
  sentCount: 'incident_fact_sent',
  sha256: 'incident_sha256',
  shareBytes: 'incident_fact_share_bytes',
  signs: 'incident_fact_signs',
  version: 'incident_fact_version',
  shares: 'incident_fact_shares',
  silentCount: 'incident_fact_silent',
  sizeBytes: 'incident_size',
  sizeChars: 'incident_fact_chars',
  smallReadbacks: 'incident_fact_readbacks',
  sources: 'incident_fact_sources',
  suspectedCount: 'incident_fact_suspected',
  threads: 'incident_fact_threads',
  transport: 'incident_fact_transport',
  unexplainedCores: 'incident_fact_unexplained_cores',
  url: 'incident_address',
  wasmPercent: 'incident_fact_wasm',
  wasmThreads: 'incident_fact_wasm_threads',
  what: 'incident_fact_what',
  words: 'incident_fact_words',
};

/** In English words where the house has no text for it: a detector of a newer version, or an export of one. */
export function factLabel({ name, words }: ExplainedFact): string {
  const key = Object.hasOwn(LABEL_KEYS, name) ? LABEL_KEYS[name] : undefined;
  return key === undefined ? plainText(words, 60) : text(key);
}

export function factText({ value, unit }: ExplainedFact): string {
  if (typeof value === 'boolean') return text(value ? 'incident_yes' : 'incident_no');
  if (typeof value === 'number') return amountText(value, unit);
  return plainText(typeof value === 'string' ? value : value.join(', '), MAX_FACT_CHARS);
}

function amountText(value: number, unit: ExplainedFact['unit']): string {
  if (unit === 'percent') return percentText(value);
  if (unit === 'bytes') return bytesText(value);
  return unit === 'ms' ? text('incident_ms', { count: value }) : numberText(value);
}
