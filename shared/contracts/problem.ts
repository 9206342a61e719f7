import * as z from 'zod';

/** An error as a problem document (RFC 9457). */
export const problem = z
  .strictObject({
    type: z.string().meta({
      description: 'Identifies the kind of problem; stable.',
      example: '/v1/docs#problem-decided_in_future',
    }),
    code: z.string().meta({ description: 'The last part of the type.' }),
    title: z.string().meta({
      description: 'The kind of problem, in Swedish or English by Accept-Language.',
    }),
    status: z.int(),
    detail: z.string().meta({ description: 'What to do about it.' }),
    instance: z.string().meta({ description: 'The path that was asked for.' }),
    errors: z.exactOptional(
      z.array(
        z.strictObject({
          pointer: z.string().meta({
            description: 'JSON Pointer into the body, or /query/…, /headers/… for a parameter.',
          }),
          message: z.string(),
        }),
      ),
    ),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problem>;

/** What the gateway says by itself, before a request comes to us. */
export const gatewayMessage = z
  .object({ message: z.string().nullable() })
  .meta({ id: 'GatewayMessage' });
