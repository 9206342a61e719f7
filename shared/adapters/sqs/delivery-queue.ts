import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Delivery, DeliveryQueue } from '#shared/application/ports.ts';
import { batchesOf, bytesOf } from '../batches.ts';
import { inParallel } from '../parallel.ts';
import { type Pause, resend } from '../resend.ts';
import { untaken } from '../untaken.ts';

// The queue's own limit on a batch is never lower, whatever it was created with.
const limits = { count: 10, bytes: 256 * 1024 };

/** The queue of deliveries, a message for each. */
export const deliveryQueue = (dependencies: {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly pause?: Pause;
}): DeliveryQueue => {
  const { client, queueUrl, ...waiting } = dependencies;

  const put = (deliveries: readonly Delivery[]) =>
    untaken(deliveries, async () => {
      const request = new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: deliveries.map((delivery, index) => ({
          Id: String(index),
          MessageBody: bodyOf(delivery),
        })),
      });
      const { Successful = [] } = await client.send(request);
      const taken = new Set(Successful.map(({ Id }) => Id));
      return deliveries.filter((_, index) => !taken.has(String(index)));
    });

  const send = async (deliveries: readonly Delivery[]) =>
    (await inParallel(batchesOf(deliveries, limits, sizeOf), 4, put)).flat();

  return { enqueue: (deliveries) => resend(deliveries, { send, nameOf, ...waiting }) };
};

const bodyOf = ({ subscriptionId, event }: Delivery): string =>
  JSON.stringify({ subscriptionId, event });

const sizeOf = (delivery: Delivery): number => bytesOf(bodyOf(delivery));

const nameOf = ({ subscriptionId, event }: Delivery): string => `${event.id} for ${subscriptionId}`;
