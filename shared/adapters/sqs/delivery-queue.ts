import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeliveryQueue, Wake } from '#shared/application/ports.ts';
import { batchesOf, bytesOf } from '../batches.ts';
import { inParallel } from '../parallel.ts';
import { type Pause, resend } from '../resend.ts';
import { untaken } from '../untaken.ts';

// The queue's own limit on a batch is never lower, whatever it was created with.
const limits = { count: 10, bytes: 256 * 1024 };

/** The queue that wakes workers, a message for each endpoint. */
export const deliveryQueue = (dependencies: {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly pause?: Pause;
}): DeliveryQueue => {
  const { client, queueUrl, ...waiting } = dependencies;

  const put = (wakes: readonly Wake[]) =>
    untaken(wakes, async () => {
      const request = new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: wakes.map((wake, index) => ({
          Id: String(index),
          MessageBody: bodyOf(wake),
          // A queue with messages of many groups serves none of them last (fair queues).
          MessageGroupId: wake.subscriptionId,
          ...(wake.delaySeconds !== undefined && { DelaySeconds: wake.delaySeconds }),
        })),
      });
      const { Successful = [] } = await client.send(request);
      const taken = new Set(Successful.map(({ Id }) => Id));
      return wakes.filter((_, index) => !taken.has(String(index)));
    });

  const send = async (wakes: readonly Wake[]) =>
    (await inParallel(batchesOf(wakes, limits, sizeOf), 4, put)).flat();

  return { wake: (wakes) => resend(wakes, { send, nameOf, ...waiting }) };
};

const bodyOf = ({ subscriptionId, deliveryIds }: Wake): string =>
  JSON.stringify({ subscriptionId, deliveryIds });

const sizeOf = (wake: Wake): number => bytesOf(bodyOf(wake));

const nameOf = ({ subscriptionId }: Wake): string => `a wake for ${subscriptionId}`;
