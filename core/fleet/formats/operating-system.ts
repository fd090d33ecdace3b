// What the field calls the operating systems that browsers name (`runtime.PlatformOs`). Data only.

interface Names {
  /** Value of `os.type` of OpenTelemetry. */
  readonly otel: string;
  /** Value of `host.os.type` of ECS. */
  readonly ecs: string;
  /** Number and name of `os.type_id` of OCSF. */
  readonly ocsf: readonly [id: number, name: string];
}

const LINUX: Names = { otel: 'linux', ecs: 'linux', ocsf: [200, 'Linux'] };
const NAMES: Readonly<Record<string, Names>> = {
  win: { otel: 'windows', ecs: 'windows', ocsf: [100, 'Windows'] },
  mac: { otel: 'darwin', ecs: 'macos', ocsf: [300, 'macOS'] },
  linux: LINUX,
  cros: LINUX,
  android: { otel: 'linux', ecs: 'android', ocsf: [201, 'Android'] },
};

/** @returns null for one that the schemas have no word for */
export function osNames(os: string): Names | null {
  return Object.hasOwn(NAMES, os) ? (NAMES[os] ?? null) : null;
}
