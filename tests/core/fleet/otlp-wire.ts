// A reader of OTLP logs in protobuf, for tests, written from the published messages (opentelemetry-proto v1: logs, common, resource)
// and not from the code that writes them. It gives what the JSON mapping of OTLP would give.

type Type = 'string' | 'int64' | 'uint32' | 'bool' | 'double' | 'fixed64' | (string & {});
/** Number of a field -> its name, type, and whether there may be several. */
type Fields = Readonly<Record<number, readonly [name: string, type: Type, isRepeated?: true]>>;

const MESSAGES: Readonly<Record<string, Fields>> = {
  ExportLogsServiceRequest: { 1: ['resourceLogs', 'ResourceLogs', true] },
  ResourceLogs: {
    1: ['resource', 'Resource'],
    2: ['scopeLogs', 'ScopeLogs', true],
    3: ['schemaUrl', 'string'],
  },
  Resource: { 1: ['attributes', 'KeyValue', true], 2: ['droppedAttributesCount', 'uint32'] },
  ScopeLogs: {
    1: ['scope', 'InstrumentationScope'],
    2: ['logRecords', 'LogRecord', true],
    3: ['schemaUrl', 'string'],
  },
  InstrumentationScope: { 1: ['name', 'string'], 2: ['version', 'string'] },
  LogRecord: {
    1: ['timeUnixNano', 'fixed64'],
    2: ['severityNumber', 'int64'],
    3: ['severityText', 'string'],
    5: ['body', 'AnyValue'],
    6: ['attributes', 'KeyValue', true],
    7: ['droppedAttributesCount', 'uint32'],
    11: ['observedTimeUnixNano', 'fixed64'],
    12: ['eventName', 'string'],
  },
  KeyValue: { 1: ['key', 'string'], 2: ['value', 'AnyValue'] },
  AnyValue: {
    1: ['stringValue', 'string'],
    2: ['boolValue', 'bool'],
    3: ['intValue', 'int64'],
    4: ['doubleValue', 'double'],
    5: ['arrayValue', 'ArrayValue'],
    6: ['kvlistValue', 'KeyValueList'],
  },
  ArrayValue: { 1: ['values', 'AnyValue', true] },
  KeyValueList: { 1: ['values', 'KeyValue', true] },
};

/** Wire types of what is no message. */
const WIRE: Readonly<Record<string, number>> = {
  ...{ int64: 0, uint32: 0, bool: 0, fixed64: 1, double: 1, string: 2 },
};

export type Message = Record<string, unknown>;

/** @throws for a field that the message does not have, or that ends beyond it */
export function readOtlp(bytes: Uint8Array, type = 'ExportLogsServiceRequest'): Message {
  const fields = MESSAGES[type] ?? {};
  const message: Message = {};
  for (const [name, , isRepeated] of Object.values(fields)) if (isRepeated) message[name] = [];
  const cursor = { bytes, at: 0 };
  while (cursor.at < bytes.length) {
    const tag = Number(varint(cursor));
    const field = fields[tag >>> 3];
    if (!field) throw new Error(`${type} has no field ${tag >>> 3}`);
    const [name, of, isRepeated] = field;
    if ((tag & 7) !== (WIRE[of] ?? 2)) throw new Error(`${type}.${name} has wire type ${tag & 7}`);
    const value = read(cursor, of);
    if (isRepeated) (message[name] as unknown[]).push(value);
    else message[name] = value;
  }
  return message;
}

interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

function read(cursor: Cursor, type: Type): unknown {
  switch (type) {
    case 'int64':
      return Number(BigInt.asIntN(64, varint(cursor)));
    case 'uint32':
      return Number(varint(cursor));
    case 'bool':
      return varint(cursor) === 1n;
    case 'double':
      return view(take(cursor, 8)).getFloat64(0, true);
    case 'fixed64':
      return view(take(cursor, 8)).getBigUint64(0, true).toString();
    case 'string':
      return new TextDecoder('utf-8', { fatal: true }).decode(take(cursor, Number(varint(cursor))));
    default:
      return readOtlp(take(cursor, Number(varint(cursor))), type);
  }
}

function varint(cursor: Cursor): bigint {
  let value = 0n;
  for (let shift = 0n; ; shift += 7n) {
    const byte = BigInt(take(cursor, 1)[0] ?? 0);
    value |= (byte & 0x7fn) << shift;
    if (byte < 0x80n) return value;
  }
}

function take(cursor: Cursor, length: number): Uint8Array {
  if (cursor.at + length > cursor.bytes.length) throw new Error('it ends too early');
  cursor.at += length;
  return cursor.bytes.subarray(cursor.at - length, cursor.at);
}

function view({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
