import * as z from 'zod';
import { replayScopes, replayStates } from '#shared/domain/replay.ts';
import type { AnswerOf } from './answer.ts';
import { instant } from './dates.ts';
import { id } from './ids.ts';

/** How far a replay has come. */
export const replayAnswer = z
  .strictObject({
    replayId: id,
    since: instant,
    until: instant,
    only: z.enum(replayScopes),
    state: z.enum(replayStates).meta({
      description: '`stopped`: before its end, because the subscription was disabled.',
    }),
    deliveries: z.int().meta({ description: 'Asked for so far; the log of deliveries has them.' }),
    requestedAt: instant,
  })
  .meta({ id: 'Replay' });

export type ReplayAnswer = AnswerOf<typeof replayAnswer>;
