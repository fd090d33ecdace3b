// Hands a text to the browser's download as a file, named after the day in local time, because that is how people look for it.

export function saveFile(text: string, type: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own reference by the next task; the text of a long log should not stay in memory.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** `2026-11-23` in local time. */
export function dayOf(atMs: number): string {
  const date = new Date(atMs);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
