// Test aid: a network between a browser and its sink that can be cut: for good, or just before the answer comes, when the sink has
// the events and the browser does not know.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Cuttable {
  readonly port: number;
  /** What is under way ends at once, and nothing gets through until `heal`. */
  cut(): void;
  /** Requests get through, answers do not, until `heal`. */
  cutAnswers(): void;
  heal(): void;
  /** Answers that were lost. */
  readonly lost: { answers: number };
  close(): void;
}

/** @param target port on loopback to which it leads */
export async function cuttable(target: number): Promise<Cuttable> {
  const sockets = new Set<Socket>();
  const lost = { answers: 0 };
  let passes: 'all' | 'requests' | 'nothing' = 'all';
  const server = createServer((near) => {
    if (passes === 'nothing') return void near.destroy();
    const far = connect(target, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far);
    far.on('data', (bytes) => {
      if (passes === 'all') return void near.write(bytes);
      lost.answers++;
      near.destroy();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const end = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    lost,
    cut: () => {
      passes = 'nothing';
      end();
    },
    cutAnswers: () => void (passes = 'requests'),
    heal: () => void (passes = 'all'),
    close: () => {
      end();
      server.close();
    },
  };
}
