// Reads a receiver's answer as JSON. It may be anything, or cut off: then it says nothing.

/** Members of the object that it holds; none where it holds something else. */
export function jsonOf(answer: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    return membersOf(JSON.parse(new TextDecoder().decode(answer)));
  } catch {
    return {};
  }
}

/** None for what is no object. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
