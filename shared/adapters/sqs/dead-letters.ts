import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Clock, DeadLetters } from '#shared/application/ports.ts';
import { reach } from '../aws-errors.ts';

/** A queue of dead letters: each as it was, with why, when and under which id it was given up beside it. */
export const queuedDeadLetters = (dependencies: {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly clock: Pick<Clock, 'now'>;
}): DeadLetters => ({
  keep: async ({ id, body, reason }) => {
    const { client, queueUrl, clock } = dependencies;
    const request = new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: body,
      MessageAttributes: {
        reason: text(reason),
        failedAt: text(clock.now()),
        messageId: text(id),
      },
    });
    await reach('SQS', () => client.send(request));
  },
});

const longest = 1_000;

/** What an attribute may hold: some text, and of the control characters only these. */
const text = (value: string) => ({
  DataType: 'String',
  StringValue:
    value
      .slice(0, longest)
      .toWellFormed()
      .replace(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd') || 'unknown',
});
