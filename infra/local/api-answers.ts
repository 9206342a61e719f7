import * as z from 'zod';

/** The parts of the API's answers that are used here. */
export const documentAnswer = z.looseObject({
  documentId: z.string(),
  title: z.string(),
  status: z.string(),
  statusSince: z.string().nullable(),
});

export const versionAnswer = z.looseObject({
  version: z.int(),
  state: z.enum(['awaitingUpload', 'available', 'rejected', 'expired', 'erased']),
  sha256: z.string(),
  reason: z.string().optional(),
});

export const versionAnnounced = versionAnswer.extend({
  upload: z.looseObject({ url: z.string(), headers: z.record(z.string(), z.string()) }).optional(),
});

export const decisionAnswer = z.looseObject({
  decisionId: z.string(),
  kind: z.string(),
  decidedOn: z.string(),
  party: z.string().optional(),
});

export const adoptionAnswer = z.looseObject({
  party: z.looseObject({ id: z.string() }),
  status: z.string(),
});

export const eventAnswer = z.looseObject({
  id: z.string(),
  type: z.string(),
  subject: z.string(),
  time: z.string(),
  data: z.looseObject({
    title: z.string().optional(),
    party: z.string().optional(),
    from: z.string().optional(),
    to: z.string().optional(),
    retroactive: z.boolean().optional(),
    lateBySeconds: z.number().optional(),
    decision: z.looseObject({ kind: z.string(), decidedOn: z.string() }).optional(),
  }),
});

export type EventAnswer = z.infer<typeof eventAnswer>;

export const subscriptionAnswer = z.looseObject({
  subscriptionId: z.string(),
  revision: z.int(),
  description: z.string().optional(),
});

export const subscriptionCreated = subscriptionAnswer.extend({ secret: z.string() });

export const listOf = <T>(item: z.ZodType<T>) =>
  z.looseObject({ items: z.array(item), cursor: z.string().optional() });

export const anything = z.unknown();
