import { SendMessageCommand, SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Sender } from '#shared/application/ports.ts';
import { placeOf } from '../targets/arn.ts';
import { awsAttempt } from '../targets/aws-attempt.ts';

/**
 * The client that the sender takes. It talks to the service's own endpoint in the region: the address of
 * a queue only names the queue.
 */
export const targetQueueClient = (config: SQSClientConfig): SQSClient =>
  new SQSClient({ ...config, useQueueUrlAsEndpoint: false });

/** Sends events to queues of subscribers. */
export const sqsTargetSender = (dependencies: {
  readonly clientIn: (region: string) => SQSClient;
  readonly timeoutMs?: number;
}): Sender<'sqs'> => ({
  send: async ({ target, eventId, eventType, body }) => {
    const place = placeOf(target);
    if (place === undefined) return { error: 'target_not_found', durationMs: 0 };
    const { region, account, name } = place;
    const request = new SendMessageCommand({
      QueueUrl: `https://sqs.${region}.amazonaws.com/${account}/${name}`,
      MessageBody: body,
      MessageAttributes: {
        id: { DataType: 'String', StringValue: eventId },
        type: { DataType: 'String', StringValue: eventType },
      },
      ...(name.endsWith('.fifo') && {
        MessageGroupId: event.parse(JSON.parse(body)).subject,
        MessageDeduplicationId: eventId,
      }),
    });
    return awsAttempt(async (options) => {
      await dependencies.clientIn(region).send(request, options);
    }, dependencies.timeoutMs);
  },
});

/** A queue that keeps order keeps that of each document. */
const event = z.object({ subject: z.string() });
