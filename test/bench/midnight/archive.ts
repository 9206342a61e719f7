import { randomUUID } from 'node:crypto';
import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { documentPut } from '#shared/adapters/dynamodb/document-item.ts';
import { memoryRepository } from '#shared/adapters/memory/repository.ts';
import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import { applyDue } from '#shared/application/apply-due.ts';
import { dueWrite } from '#shared/application/document-write.ts';
import { inParallel } from '#shared/application/in-parallel.ts';
import type { DocumentWrite } from '#shared/application/ports.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { idInShard } from '../../support/midnight.ts';
import { stated, useCases } from '../../support/use-cases.ts';
import { itemBytes } from './units.ts';

/** Local midnight of 1 July in Sweden, in a year to come: a schedule for it can be made. */
export const midnight = '2036-06-30T22:00:00.000Z';

/**
 * The last write to a common document that is repealed at midnight: a guideline with its decisions, a dozen
 * keywords and a reminder that has been given, which together come to 2 KB as DynamoDB counts them.
 */
export const commonWrite = async (
  repeal: { readonly fromAndIncluding: string; readonly at: Instant } = {
    fromAndIncluding: '2036-07-01',
    at: midnight,
  },
): Promise<DocumentWrite> => {
  const world = useCases();
  const { documentId } = await world.register({
    title: 'Inriktningsdokument för hälso- och sjukvård i samverkan mellan kommunerna och regionen',
    type: 'guideline',
    issuer: { organisation: 'Västra Götalandsregionen', body: 'Samrådsorganet SRO' },
    owner: 'Avdelningen för kvalitet och samverkan, Regionkansliet',
    registryNumber: 'RS 2019-06813',
    keywords: [
      'vård och omsorg',
      'samverkan',
      'nära vård',
      'kommun',
      'region',
      'äldre',
      'psykisk hälsa',
      'barn och unga',
      'digitalisering',
      'uppföljning',
    ],
    parties: [
      { id: 'alingsas', name: 'Alingsås kommun', recordedAt: '' },
      { id: 'vgr', name: 'Västra Götalandsregionen', recordedAt: '' },
    ],
    reminders: [7],
  });
  const decidedBy = { organisation: 'Alingsås kommun', body: 'Kommunstyrelsen' };
  const record = (kind: 'adopt' | 'repeal', facts: Readonly<Record<string, unknown>>) =>
    recordDecision(world, { documentId, by: 'registrar', facts: stated(kind, facts) });
  const caseNumber = '2020.246 KS';
  await record('adopt', { decidedOn: '2020-09-02', decidedBy, section: '§ 129', caseNumber });
  await record('repeal', {
    decidedOn: '2026-05-29',
    decidedBy,
    section: '§ 87',
    caseNumber,
    fromAndIncluding: repeal.fromAndIncluding,
    wording: 'upphör att gälla från och med den 1 juli 2036',
  });
  const { document: coming } = world.repository.stream.at(-1) ?? {};
  world.clock.set(coming?.milestones[0]?.at ?? repeal.at);
  await applyDue(world, { deadline: repeal.at });
  const image = world.repository.stream.at(-1);
  if (image === undefined) throw new Error('Nothing was written');
  const { document, emitted, wakeAt } = image;
  return { document, expectedRevision: 0, facts: emitted, ...(wakeAt !== undefined && { wakeAt }) };
};

/** So many of that document, spread evenly over the eight shards; others where another is the first. */
export const copies = (write: DocumentWrite, count: number, first = 1): DocumentWrite[] =>
  Array.from({ length: count }, (_, number) => {
    const documentId = idInShard(number % 8, Math.floor(number / 8) + first);
    return { ...write, document: { ...write.document, documentId } };
  });

/** Puts them as they stand, past every rule: what came before midnight is not what is measured. */
export const store = async (
  client: DynamoDBDocumentClient,
  table: string,
  writes: readonly DocumentWrite[],
): Promise<void> => {
  const batches = Array.from({ length: Math.ceil(writes.length / 25) }, (_, batch) =>
    writes.slice(batch * 25, (batch + 1) * 25),
  );
  await inParallel(batches, 4, async (batch) => {
    const requests = batch.map((write) => ({ PutRequest: { Item: itemOf(table, write) } }));
    const request = new BatchWriteCommand({ RequestItems: { [table]: requests } });
    const { UnprocessedItems = {} } = await client.send(request);
    if (Object.keys(UnprocessedItems).length > 0) throw new Error('Not everything was stored');
  });
};

/** The size of the item as it stands, and as midnight leaves it, with the id of the write. */
export const storedBytes = async (write: DocumentWrite) => {
  const clock = { now: () => midnight, sleepUntil: () => Promise.resolve() };
  const ports = { repository: memoryRepository({ clock }), calendar: temporalCalendar };
  const after = await dueWrite(ports, write.document, midnight);
  if (after === undefined) throw new Error('Nothing is due at midnight');
  const bytesOf = (each: DocumentWrite) => {
    const options = { removeUndefinedValues: true };
    return itemBytes(
      marshall({ ...documentPut('', each, undefined).item, writeId: randomUUID() }, options),
    );
  };
  return { before: bytesOf(write), after: bytesOf(after) };
};

const itemOf = (table: string, write: DocumentWrite) => ({
  ...documentPut(table, write, undefined).item,
});
