import { describe, expect, it } from 'vitest';
import { eventLog } from '#shared/adapters/event-log/event-log.ts';
import { memoryEventLog, memoryLogStore } from '#shared/adapters/memory/event-log.ts';
import { faultPlan, withFaults } from '../support/faults.ts';
import { eventLogContract } from './event-log.contract.ts';
import { eventLogPlacesContract } from './event-log.places.contract.ts';
import { event, newId, now, plus } from './samples.ts';

const create = async () => memoryEventLog();

eventLogContract('memory', create);
eventLogPlacesContract('memory', create, 200);

describe('the cursor at an instant of a long log', () => {
  it('is found with few reads', async () => {
    const store = memoryLogStore();
    const documentId = newId(0);
    for (let sequence = 1; sequence <= 1000; sequence += 1) {
      await eventLog(store).append([event(documentId, sequence, plus(now, sequence))]);
    }
    const reads = faultPlan({ at: 0 });
    const cursor = await eventLog(withFaults(store, reads)).cursorAt(plus(now, 321));
    // The last chunk of each of four shards, then one for every halving of a thousand positions.
    expect(reads.calls).toBeLessThanOrEqual(4 + 10);
    const { events } = await eventLog(store).read({ after: cursor, limit: 1 });
    expect(events).toEqual([event(documentId, 321, plus(now, 321))]);
  });
});
