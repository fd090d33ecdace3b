// "Try now" of the status page: it is tried with what holds now, whatever was under way when somebody asked.
import { expect, it } from 'vitest';
import { incidentAt, keyed } from '../incident-stores.ts';
import { newName, openBox, sinkAt } from './outboxes.ts';
import { startReceiver, TAKEN } from './receiver.ts';

it('is no less than a try after the one that was under way and failed', async () => {
  const receiver = await startReceiver();
  const box = openBox(newName(), [sinkAt(receiver.address)]);
  await box.log.put(Array.from({ length: 100 }, () => keyed(incidentAt(0))));
  const tried = new Promise<void>((done) => {
    receiver.reply = () => {
      receiver.reply = () => TAKEN;
      done(box.outbox.tryNow());
      return { status: 503, takes: false };
    };
  });
  await box.outbox.run();
  await tried;
  await box.outbox.settled();
  expect([receiver.requests.length, receiver.taken.size]).toEqual([2, 100]);
  await receiver.close();
});
