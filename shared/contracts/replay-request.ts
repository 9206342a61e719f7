import * as z from 'zod';
import { replayScopes } from '#shared/domain/replay.ts';
import { instantParameter } from './dates.ts';

/** `POST /v1/subscriptions/{subscriptionId}/replay`. */
export const replayRequest = z
  .strictObject({
    since: instantParameter.meta({ description: 'What was recorded at this instant or later.' }),
    until: z.exactOptional(
      instantParameter.meta({ description: 'Not included; now at the latest, and without it.' }),
    ),
    only: z.enum(replayScopes).default('all').meta({
      description:
        '`undelivered`: what failed, and what never became a delivery because the subscription was disabled.',
    }),
  })
  .meta({
    id: 'ReplayRequest',
    example: { since: '2026-06-30T22:00:00Z', only: 'undelivered' },
  });
