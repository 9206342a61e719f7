import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { dynamoRepository } from '#shared/adapters/dynamodb/repository.ts';
import { documentFromImage } from '#shared/adapters/dynamodb/stream-image.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import type { Write } from '#shared/application/ports.ts';
import { emulatorStores } from '../support/emulator-stores.ts';
import { facts } from './samples.facts.ts';
import { awaited, draft, fullDocument, now, writeOf } from './samples.ts';

const stores = emulatorStores();

/** Commits and answers with the item as a stream record shows it. */
const imageAfter = async (writes: readonly Write[], documentId: string, item = 'document') => {
  const { client, nameOf } = await stores();
  const repository = dynamoRepository({
    client,
    clock: virtualClock(now),
    documentsTable: nameOf('documents'),
    decisionsTable: nameOf('decisions'),
    idempotencyTable: nameOf('idempotency'),
  });
  for (const write of writes) await repository.commit(write);
  const { Item } = await client.send(
    new GetItemCommand({
      TableName: nameOf('documents'),
      Key: { documentId: { S: documentId }, item: { S: item } },
    }),
  );
  return Item;
};

describe('the image of a stream record', () => {
  it('gives the document whole, with what the write has to tell', async () => {
    const emitted = facts();
    const document = { ...fullDocument(), sequence: emitted.length };
    const write = { documents: [writeOf(document, { facts: emitted, wakeAt: now })] };
    const correlationId = 'request-1';
    const image = await imageAfter([{ ...write, correlationId }], document.documentId);
    expect(documentFromImage(image)).toEqual({ document, emitted, wakeAt: now, correlationId });
  });

  it('holds nothing of what an earlier write had to tell', async () => {
    const first = draft();
    const second = { ...first, revision: 2 };
    const image = await imageAfter(
      [
        {
          documents: [writeOf(first, { facts: facts(), wakeAt: now })],
          correlationId: 'request-1',
        },
        { documents: [writeOf(second)] },
      ],
      first.documentId,
    );
    expect(Object.keys(image ?? {})).not.toContain('emitted');
    expect(Object.keys(image ?? {})).not.toContain('wakeAt');
    expect(documentFromImage(image)).toEqual({ document: second, emitted: [] });
  });

  it('is refused where its events would have numbers below one, which no reader of the log could pass', async () => {
    const document = { ...fullDocument(), sequence: facts().length - 1 };
    const write = { documents: [writeOf(document, { facts: facts() })] };
    const image = await imageAfter([write], document.documentId);
    expect(() => documentFromImage(image)).toThrow(`the last is number ${document.sequence}`);
  });

  it('is refused where it is not of a document', async () => {
    const version = awaited(draft().documentId);
    const write = { documents: [], version: { version } };
    const image = await imageAfter([write], version.documentId, 'version#00001');
    expect(image).toBeDefined();
    for (const other of [image, undefined, {}, { documentId: { S: 1 } }, { item: { S: 'x' } }]) {
      expect(() => documentFromImage(other)).toThrow();
    }
  });
});
