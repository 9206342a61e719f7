import { InvokeCommand, LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, inject, it } from 'vitest';
import { subscriptionCreated } from '../../infra/local/api-answers.ts';
import { clientConfig } from '../../infra/local/endpoint.ts';
import { WebhookReceiver } from '../../infra/local/receiver.ts';
import { as } from './support/callers.ts';
import { aStory } from './support/record.ts';
import { waitFor } from './support/wait-for.ts';

/** What the schedule does every hour. */
const remind = async (): Promise<void> => {
  const client = new LambdaClient(clientConfig(inject('stack').endpointUrl));
  const names: string[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client }, {})) {
    names.push(...Functions.flatMap(({ FunctionName }) => FunctionName ?? []));
  }
  const FunctionName = names.find((name) => name.includes('RemindersRemind'));
  const { FunctionError } = await client.send(new InvokeCommand({ FunctionName, Payload: '{}' }));
  expect(FunctionError).toBeUndefined();
};

const inDays = (days: number) =>
  Temporal.Now.plainDateISO('Europe/Stockholm').add({ days }).toString();

describe('a subscription that asks for reminders of its own', () => {
  it('is reminded once, as many days ahead as it asks for', async () => {
    const { documentId, record } = await aStory({ reminders: [7] });
    await record({ kind: 'adopt', decidedOn: '2020-01-15' });
    await using receiver = await WebhookReceiver.start();
    const { secret } = await as('subscriber').post(
      '/v1/subscriptions',
      {
        target: { type: 'webhook', url: receiver.url },
        filter: { documentIds: [documentId] },
        reminders: [45],
      },
      subscriptionCreated,
    );
    receiver.trust(secret);
    await record({ kind: 'repeal', fromAndIncluding: inDays(40) });
    const soon = () => receiver.received.filter(({ event }) => event.type === 'document.dueSoon');

    await remind();
    const { event } = await waitFor('the reminder', () => soon()[0]);
    expect(event).toMatchObject({
      subject: documentId,
      data: { daysBefore: 45, daysLeft: 40, to: 'repealed', dueDate: { date: inDays(40) } },
    });
    expect(event).not.toHaveProperty('sequence');

    await remind();
    await record({ kind: 'recommend', decidedOn: '2020-01-16' });
    await waitFor('what comes after it', () =>
      receiver.received.find(({ event: { data } }) => JSON.stringify(data).includes('recommend')),
    );
    expect(soon()).toHaveLength(1);
    expect(receiver.rejected).toBe(0);
  });
});
