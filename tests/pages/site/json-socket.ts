// JSON objects over one WebSocket, in and out. Anything that is not a JSON object closes the connection.
import { type WebSocket } from 'ws';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Calls `answer` for every object received and sends what it returns. */
export function receiveObjects(
  socket: WebSocket,
  answer: (message: JsonObject) => readonly JsonObject[],
): void {
  socket.on('error', () => socket.terminate());
  socket.on('message', (data, isBinary) => {
    const message = isBinary ? null : parseObject((data as Buffer).toString('utf8'));
    if (message === null) {
      socket.close(1003, 'JSON objects only');
      return;
    }
    for (const reply of answer(message)) socket.send(JSON.stringify(reply));
  });
}

/** The value itself when it is an object, else an empty one. */
export function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {};
}

function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as JsonObject) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
