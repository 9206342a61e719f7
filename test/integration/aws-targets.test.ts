import { createHash } from 'node:crypto';
import { json } from 'node:stream/consumers';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { eventBridgeTargetSender } from '#shared/adapters/eventbridge/target-sender.ts';
import { sqsTargetSender, targetQueueClient } from '#shared/adapters/sqs/target-sender.ts';
import { perRegion } from '#shared/adapters/targets/per-region.ts';
import { targetSender } from '#shared/adapters/targets/sender.ts';
import { webhookSender } from '#shared/adapters/webhook/sender.ts';
import type { BusTarget, QueueTarget, Target } from '#shared/domain/subscription.ts';
import { receiver } from '../support/receiver.ts';
import { event, newId } from './samples.ts';

const sent = event(newId(), 7);
const message = { eventId: sent.id, eventType: sent.type, body: JSON.stringify(sent), headers: {} };

const queue: QueueTarget = { type: 'sqs', arn: 'arn:aws:sqs:eu-west-1:123456789012:events' };
const bus: BusTarget = {
  type: 'eventBridge',
  arn: 'arn:aws:events:eu-west-1:123456789012:event-bus/partners',
};

interface Answer {
  readonly status?: number;
  readonly body: unknown;
}

/** A service of AWS that answers as told, and senders to it. */
const service = async (answer: () => Answer | undefined, timeoutMs = 5_000) => {
  const requests: { readonly region: string | undefined; readonly input: unknown }[] = [];
  const server = await receiver(async (request, response) => {
    const region = /\/\d{8}\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1];
    requests.push({ region, input: await json(request) });
    const { status = 200, body } = answer() ?? {};
    if (body === undefined) return;
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(body));
  });
  const config = (region: string) => ({
    region,
    endpoint: `http://127.0.0.1:${server.port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  const sender = targetSender({
    webhook: webhookSender({ allowLocal: false }),
    sqs: sqsTargetSender({
      clientIn: perRegion((region) => targetQueueClient(config(region))),
      timeoutMs,
    }),
    eventBridge: eventBridgeTargetSender({
      clientIn: perRegion((region) => new EventBridgeClient(config(region))),
      timeoutMs,
    }),
  });
  return {
    requests,
    send: (target: Target) => sender.send({ ...message, target }),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
};

const accepted = { durationMs: expect.any(Number) };
const failed = (error: string) => ({ error, durationMs: expect.any(Number) });
const serviceError = (name: string, status = 400) => ({
  status,
  body: { __type: `com.amazonaws#${name}`, message: 'No' },
});

describe('a queue as a target', () => {
  const md5 = createHash('md5').update(message.body).digest('hex');
  const taken = { body: { MessageId: 'one', MD5OfMessageBody: md5 } };

  it('is sent the event, its id and its type, in its own region', async () => {
    await using aws = await service(() => taken);
    expect(await aws.send(queue)).toEqual(accepted);
    expect(aws.requests).toEqual([
      {
        region: 'eu-west-1',
        input: {
          QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/events',
          MessageBody: message.body,
          MessageAttributes: {
            id: { DataType: 'String', StringValue: sent.id },
            type: { DataType: 'String', StringValue: sent.type },
          },
        },
      },
    ]);
  });

  it('that keeps order is sent each document’s events in order, and none twice', async () => {
    await using aws = await service(() => taken);
    await aws.send({ type: 'sqs', arn: `${queue.arn}.fifo` });
    expect(aws.requests[0]?.input).toMatchObject({
      QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/events.fifo',
      MessageGroupId: sent.subject,
      MessageDeduplicationId: sent.id,
    });
  });

  it.each([
    ['QueueDoesNotExist', 400, 'target_not_found'],
    ['AWS.SimpleQueueService.NonExistentQueue', 400, 'target_not_found'],
    ['AccessDeniedException', 403, 'access_denied'],
    ['KmsAccessDenied', 400, 'access_denied'],
    ['KmsNotFound', 400, 'access_denied'],
    ['KmsThrottled', 400, 'throttled'],
    ['RequestThrottled', 400, 'throttled'],
    ['ThrottlingException', 400, 'throttled'],
    ['InvalidMessageContents', 400, 'refused'],
    ['InternalError', 500, 'unavailable'],
    ['ServiceUnavailable', 503, 'unavailable'],
    ['Whatever', 500, 'unavailable'],
  ])('that answers %s (%i) is %s', async (name, status, error) => {
    await using aws = await service(() => serviceError(name, status));
    expect(await aws.send(queue)).toEqual(failed(error));
  });
});

describe('an event bus as a target', () => {
  it('is sent the event as it is on the project’s own, in its own region', async () => {
    await using aws = await service(() => ({ body: { Entries: [{ EventId: 'one' }] } }));
    expect(await aws.send(bus)).toEqual(accepted);
    expect(aws.requests).toEqual([
      {
        region: 'eu-west-1',
        input: {
          Entries: [
            {
              EventBusName: bus.arn,
              Source: 'ikraft',
              DetailType: sent.type,
              Detail: message.body,
            },
          ],
        },
      },
    ]);
  });

  it.each([
    ['ThrottlingException', 'throttled'],
    ['AccessDeniedException', 'access_denied'],
    ['NotAuthorizedForSourceException', 'access_denied'],
    ['ResourceNotFoundException', 'target_not_found'],
    ['InternalFailure', 'unavailable'],
    ['InternalException', 'unavailable'],
    ['MalformedDetail', 'refused'],
  ])('that takes the request but not the event, by %s, is %s', async (ErrorCode, error) => {
    await using aws = await service(() => ({
      body: { FailedEntryCount: 1, Entries: [{ ErrorCode, ErrorMessage: 'No' }] },
    }));
    expect(await aws.send(bus)).toEqual(failed(error));
  });

  it.each([
    ['ResourceNotFoundException', 400, 'target_not_found'],
    ['AccessDeniedException', 400, 'access_denied'],
    ['InternalException', 500, 'unavailable'],
  ])('that answers %s (%i) is %s', async (name, status, error) => {
    await using aws = await service(() => serviceError(name, status));
    expect(await aws.send(bus)).toEqual(failed(error));
  });

  it('that answers nothing of the event has failed', async () => {
    await using aws = await service(() => ({ body: {} }));
    expect(await aws.send(bus)).toEqual(failed('unavailable'));
  });
});

describe.each([queue, bus])('a target of type $type', (target) => {
  it('that does not answer is given up in time', async () => {
    await using aws = await service(() => undefined, 300);
    const outcome = await aws.send(target);
    expect(outcome).toEqual(failed('timeout'));
    expect(outcome.durationMs).toBeLessThan(1500);
  });

  it('that cannot be reached is unavailable', async () => {
    const aws = await service(() => undefined);
    await aws[Symbol.asyncDispose]();
    expect(await aws.send(target)).toEqual(failed('unavailable'));
  });

  it('is sent nothing where its ARN is none', async () => {
    await using aws = await service(() => undefined);
    const arn = target.arn.replace('eu-west-1', 'example.org/?');
    expect(await aws.send({ ...target, arn })).toEqual(failed('target_not_found'));
    expect(aws.requests).toEqual([]);
  });
});

describe('a fault of ours', () => {
  it('is thrown: the target has not been tried', async () => {
    const client = targetQueueClient({
      region: 'eu-west-1',
      credentials: () => Promise.reject(new Error('No credentials')),
    });
    const attempt = sqsTargetSender({ clientIn: () => client }).send({ ...message, target: queue });
    await expect(attempt).rejects.toThrow('No credentials');
  });
});

describe('clients', () => {
  it('are made once for each region', () => {
    const made: string[] = [];
    const clientIn = perRegion((region) => made.push(region));
    for (const region of ['eu-north-1', 'eu-west-1', 'eu-north-1']) clientIn(region);
    expect(made).toEqual(['eu-north-1', 'eu-west-1']);
  });
});
