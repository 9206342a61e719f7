import * as z from 'zod';

/** What Lambda invokes the consumer of a queue with, as far as it is read. */
export const queueBatch = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      body: z.string(),
      attributes: z.object({ ApproximateReceiveCount: z.string() }),
    }),
  ),
});
