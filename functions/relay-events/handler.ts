import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { EventBus, EventLog } from '#shared/application/ports.ts';
import { relayEvents } from '#shared/application/relay-events.ts';
import type { Document } from '#shared/domain/document.ts';
import type { EventFact } from '#shared/domain/events.ts';
import { allRecords, type StreamEnd } from '#shared/runtime/batch.ts';
import { byCorrelation } from '#shared/runtime/correlation.ts';
import { logger } from '#shared/runtime/logger.ts';
import { count, milliseconds } from '#shared/runtime/metrics.ts';
import { base } from '#shared/runtime/middleware.ts';

interface Dependencies extends StreamEnd {
  readonly log: Pick<EventLog, 'append'>;
  readonly bus: EventBus;
  /** The document as the write left it, with what that write has to tell. */
  readonly imageOf: (newImage: unknown) => {
    readonly document: Document;
    readonly emitted: readonly EventFact[];
    readonly correlationId?: string;
  };
}

/** Writes to documents, in the order in which they were made. */
export const createHandler = ({ log, bus, imageOf, deadLetters }: Dependencies) =>
  middy<DynamoDBStreamEvent, DynamoDBBatchResponse>()
    .use(base())
    .handler(({ Records }) =>
      allRecords(Records, {
        deadLetters,
        parse: imageOf,
        handle: async (images) => {
          const writes = images.map(({ emitted: facts, ...image }) => ({ ...image, facts }));
          const { events } = await relayEvents({ log, bus }, writes);
          for (const [correlation_id, those] of byCorrelation(writes)) {
            const told = those.reduce((sum, { facts }) => sum + facts.length, 0);
            logger.info('events relayed', { correlation_id, writes: those.length, events: told });
          }
          count('EventsRelayed', events);
          for (const fact of images.flatMap(({ emitted }) => emitted)) {
            if ('lateBySeconds' in fact) milliseconds('LatenessWritten', fact.lateBySeconds * 1000);
          }
        },
      }),
    );
