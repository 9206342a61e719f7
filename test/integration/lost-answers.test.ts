import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { dynamoEventLog } from '#shared/adapters/dynamodb/event-log.ts';
import { dynamoRepository } from '#shared/adapters/dynamodb/repository.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { loseAnswer } from '../support/emulator-answers.ts';
import { emulatorStores } from '../support/emulator-stores.ts';
import { readAll } from './event-log.reading.ts';
import { repeal } from './samples.decisions.ts';
import { draft, event, newId, now, receipt, writeOf } from './samples.ts';

const stores = emulatorStores();

describe('DynamoDB whose answer was lost', () => {
  it('reports no conflict for a transaction that took effect', async () => {
    const { client, nameOf } = await stores();
    const repository = dynamoRepository({
      client,
      clock: virtualClock(now),
      documentsTable: nameOf('documents'),
      decisionsTable: nameOf('decisions'),
      idempotencyTable: nameOf('idempotency'),
    });
    const document = draft();
    const requests = loseAnswer(client, (body) => body.includes('TransactItems'));
    await repository.commit({
      documents: [writeOf(document)],
      decisions: [{ documentId: document.documentId, decision: repeal() }],
      receipt: receipt(),
    });
    expect(requests()).toBe(2);
    expect(await repository.document(document.documentId)).toEqual(document);
    expect(await repository.decisions(document.documentId)).toHaveLength(1);
  });

  it('does not append a chunk of the log twice', async () => {
    const { client, nameOf } = await stores();
    const log = dynamoEventLog({ client, eventsTable: nameOf('events') });
    const [first, second] = [event(newId(0), 1), event(newId(0), 1)];
    await log.append([first]);
    const claims = loseAnswer(client, (body) => body.includes('chunkId'));
    await log.append([second]);
    expect(claims()).toBe(2);
    expect((await readAll(log)).events).toEqual([first, second]);
    const { Item } = await client.send(
      new GetCommand({ TableName: nameOf('events'), Key: { key: 'log#0', position: 3 } }),
    );
    expect(Item).toBeUndefined();
  });
});
