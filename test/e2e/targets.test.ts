import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { describe, expect, inject, it } from 'vitest';
import { clientConfig } from '../../infra/local/endpoint.ts';
import { as } from './support/callers.ts';
import { attempt, deliveryIn, subscription } from './support/deliveries.ts';
import { aDocument } from './support/documents.ts';
import { aQueue, nextIn } from './support/queues.ts';

const subscriber = as('subscriber');
const newKeyword = () => `nyckel-${crypto.randomUUID()}`;

const subscribe = (target: object, keyword: string) =>
  subscriber.post('/v1/subscriptions', { target, filter: { keywords: [keyword] } }, subscription);

describe('a queue as a target', () => {
  it('holds the event as it stands in the log, with its id and type beside it', async () => {
    const keyword = newKeyword();
    const { url, arn } = await aQueue();
    const { subscriptionId } = await subscribe({ type: 'sqs', arn }, keyword);
    const { documentId } = await aDocument(as('registrar'), { keywords: [keyword] });

    const { Body = '', MessageAttributes } = await nextIn(url);
    const event = JSON.parse(Body);
    expect(event).toMatchObject({ type: 'document.registered', subject: documentId });
    expect(MessageAttributes).toMatchObject({
      id: { StringValue: event.id },
      type: { StringValue: 'document.registered' },
    });
    const told = { subscriptionId, eventId: event.id, state: 'delivered' };
    expect((await deliveryIn(subscriber, told)).attempts).toHaveLength(1);
  });

  it('can be tested, and one that is not there says so', async () => {
    const { url, arn } = await aQueue();
    const { subscriptionId } = await subscribe({ type: 'sqs', arn }, newKeyword());
    const made = await subscriber.post(`/v1/subscriptions/${subscriptionId}/test`, {}, attempt);
    expect(made.error).toBeUndefined();
    expect(JSON.parse((await nextIn(url)).Body ?? '')).toMatchObject({ type: 'subscription.test' });

    const missing = await subscribe({ type: 'sqs', arn: `${arn}-missing` }, newKeyword());
    const path = `/v1/subscriptions/${missing.subscriptionId}/test`;
    expect(await subscriber.post(path, {}, attempt)).toMatchObject({ error: 'target_not_found' });
  });

  it('is not one of another account, nor one of ours', async () => {
    const { arn } = await aQueue();
    const refused = (target: object) =>
      subscriber.send({ method: 'POST', path: '/v1/subscriptions', body: { target } });
    const foreign = arn.replace('000000000000', '111122223333');
    expect(await refused({ type: 'sqs', arn: foreign })).toMatchObject({ status: 422 });
    const own = arn.replace(/[^:]+$/, 'Ikraft-StatelessEventFanOutEventsQueue');
    expect(await refused({ type: 'sqs', arn: own })).toMatchObject({ status: 422 });
  });
});

describe('an event bus as a target', () => {
  it('gets events in the form in which they are on the project’s own', async () => {
    const keyword = newKeyword();
    const queue = await aQueue();
    const eventBridge = new EventBridgeClient(clientConfig(inject('stack').endpointUrl));
    const Name = `subscriber-${crypto.randomUUID()}`;
    const { EventBusArn: arn = '' } = await eventBridge.send(new CreateEventBusCommand({ Name }));
    const rule = { EventBusName: Name, EventPattern: JSON.stringify({ source: ['ikraft'] }) };
    await eventBridge.send(new PutRuleCommand({ ...rule, Name: 'all' }));
    await eventBridge.send(
      new PutTargetsCommand({
        EventBusName: Name,
        Rule: 'all',
        Targets: [{ Id: 'queue', Arn: queue.arn }],
      }),
    );
    const { subscriptionId } = await subscribe({ type: 'eventBridge', arn }, keyword);
    const { documentId } = await aDocument(as('registrar'), { keywords: [keyword] });

    const received = JSON.parse((await nextIn(queue.url)).Body ?? '');
    expect(received).toMatchObject({
      source: 'ikraft',
      'detail-type': 'document.registered',
      detail: { type: 'document.registered', subject: documentId },
    });
    const told = { subscriptionId, eventId: received.detail.id, state: 'delivered' };
    expect((await deliveryIn(subscriber, told)).attempts).toHaveLength(1);
  });
});
