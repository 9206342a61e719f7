import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { askedOnce } from '#shared/application/asked-once.ts';
import { planWakeUps } from '#shared/application/plan-wakeups.ts';
import type { Clock, WakeUps } from '#shared/application/ports.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { allRecords, type StreamEnd } from '#shared/runtime/batch.ts';
import { byCorrelation } from '#shared/runtime/correlation.ts';
import { logger } from '#shared/runtime/logger.ts';
import { base } from '#shared/runtime/middleware.ts';

interface Dependencies extends StreamEnd {
  readonly wakeUps: WakeUps;
  readonly clock: Pick<Clock, 'now'>;
  /** The document as the write left it, with the instant that now needs a wake-up. */
  readonly imageOf: (newImage: unknown) => {
    readonly wakeAt?: Instant;
    readonly correlationId?: string;
  };
}

/** Writes to documents that moved their next change. */
export const createHandler = ({ imageOf, deadLetters, clock, ...ports }: Dependencies) => {
  const wakeUps = askedOnce(ports.wakeUps, clock);
  return middy<DynamoDBStreamEvent, DynamoDBBatchResponse>()
    .use(base())
    .handler(({ Records }) =>
      allRecords(Records, {
        deadLetters,
        parse: imageOf,
        handle: async (images) => {
          const instants = images.flatMap(({ wakeAt }) => wakeAt ?? []);
          const { planned } = await planWakeUps({ wakeUps, clock }, instants);
          logger.info('wake-ups planned', { writes: images.length, planned });
          const moved = images.filter(({ wakeAt }) => wakeAt !== undefined);
          for (const [correlation_id, writes] of byCorrelation(moved)) {
            logger.info('next changes moved', { correlation_id, writes: writes.length });
          }
        },
      }),
    );
};
