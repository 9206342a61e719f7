import {
  ConflictException,
  CreateScheduleCommand,
  SchedulerClient,
  SchedulerServiceException,
  ThrottlingException,
} from '@aws-sdk/client-scheduler';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { wakeUps } from '#shared/adapters/scheduler/wake-ups.ts';
import { UnavailableError } from '#shared/application/ports.ts';
import { wakeUp as applyDueMessage } from '#shared/contracts/wake-up.ts';

const scheduler = mockClient(SchedulerClient);
const sqs = mockClient(SQSClient);

afterEach(() => {
  scheduler.reset();
  sqs.reset();
});

const subject = wakeUps({
  scheduler: new SchedulerClient({ region: 'eu-north-1' }),
  target: {
    groupName: 'group',
    functionArn: 'arn:function',
    roleArn: 'arn:role',
    deadLetterArn: 'arn:dead-letters',
  },
  sqs: new SQSClient({ region: 'eu-north-1' }),
  queueUrl: 'https://queue',
});

const wakeUp = { instant: '2026-06-30T22:00:00.000Z', fireAt: '2026-06-30T21:58:30.500Z' };

describe('a scheduled wake-up', () => {
  it('fires once in UTC, early, and takes itself away', async () => {
    scheduler.on(CreateScheduleCommand).resolves({});
    await subject.schedule(wakeUp);
    const [call] = scheduler.commandCalls(CreateScheduleCommand);
    const { ClientToken: _token, ...input } = call?.args[0].input ?? {};
    expect(input).toEqual({
      Name: '2026-06-30T22-00-00-000Z',
      GroupName: 'group',
      ScheduleExpression: 'at(2026-06-30T21:58:30)',
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: {
        Arn: 'arn:function',
        RoleArn: 'arn:role',
        Input: '{"instant":"2026-06-30T22:00:00.000Z"}',
        DeadLetterConfig: { Arn: 'arn:dead-letters' },
        RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 10 },
      },
    });
  });

  it('has a name that the service takes, one for each instant', async () => {
    scheduler.on(CreateScheduleCommand).resolves({});
    const instants = ['2026-06-30T22:00:00.000Z', '2026-06-30T22:00:00.001Z'];
    for (const instant of instants) await subject.schedule({ ...wakeUp, instant });
    const names = scheduler
      .commandCalls(CreateScheduleCommand)
      .map(({ args }) => args[0].input.Name ?? '');
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^[0-9a-zA-Z_.-]{1,64}$/);
  });

  it('that is planned already is left as it is', async () => {
    scheduler
      .on(CreateScheduleCommand)
      .rejects(new ConflictException({ $metadata: {}, message: 'exists', Message: 'exists' }));
    await expect(subject.schedule(wakeUp)).resolves.toBeUndefined();
  });

  it('may be planned later where the service throttles', async () => {
    scheduler
      .on(CreateScheduleCommand)
      .rejects(new ThrottlingException({ $metadata: {}, message: 'slow', Message: 'slow' }));
    await expect(subject.schedule(wakeUp)).rejects.toThrow(UnavailableError);
  });

  it('that the service refuses is our fault', async () => {
    const refused = new SchedulerServiceException({
      name: 'ValidationException',
      $fault: 'client',
      $metadata: { httpStatusCode: 400 },
    });
    scheduler.on(CreateScheduleCommand).rejects(refused);
    await expect(subject.schedule(wakeUp)).rejects.toBe(refused);
  });
});

describe('a wake-up by queue', () => {
  it('comes after its delay', async () => {
    sqs.on(SendMessageCommand).resolves({});
    await subject.enqueue({ instant: wakeUp.instant, delaySeconds: 42 });
    expect(sqs.commandCalls(SendMessageCommand)[0]?.args[0].input).toEqual({
      QueueUrl: 'https://queue',
      MessageBody: '{"instant":"2026-06-30T22:00:00.000Z"}',
      DelaySeconds: 42,
    });
  });

  it('names the shard that it is for, where it is for one', async () => {
    sqs.on(SendMessageCommand).resolves({});
    const { instant } = wakeUp;
    await subject.enqueue({ instant, shard: 0, delaySeconds: 0 });
    const body = sqs.commandCalls(SendMessageCommand)[0]?.args[0].input.MessageBody ?? '';
    expect(applyDueMessage.parse(JSON.parse(body))).toEqual({ instant, shard: 0 });
  });

  it('may be asked for later where the queue is out of reach', async () => {
    sqs
      .on(SendMessageCommand)
      .rejects(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
    const failed = subject.enqueue({ instant: wakeUp.instant, delaySeconds: 0 });
    await expect(failed).rejects.toThrow(UnavailableError);
  });
});
