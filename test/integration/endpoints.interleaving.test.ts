import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dynamoEndpoints } from '#shared/adapters/dynamodb/endpoints.ts';
import { memoryEndpoints } from '#shared/adapters/memory/endpoints.ts';
import type { Endpoints } from '#shared/application/ports.ts';
import { healthy } from '#shared/domain/endpoint.ts';
import { emulatorStores } from '../support/emulator-stores.ts';
import { newId, now, plus } from './samples.ts';

const stores = emulatorStores();

/**
 * Workers who are woken for one piece of work each, all at once. Who gets the endpoint does all there is,
 * and leaves when there is no more. Answers what nobody did, and how many were ever there at the same time.
 */
const wakeAll = async (endpoints: Pick<Endpoints, 'acquire' | 'release'>, workers: number) => {
  const subscriptionId = newId();
  const work = new Set<string>();
  const there = new Set<string>();
  let most = 0;
  const wake = async (worker: string) => {
    work.add(worker);
    const claim = { subscriptionId, worker, now, until: plus(now, 75_000) };
    const endpoint = await endpoints.acquire(claim);
    if (endpoint === undefined) return;
    there.add(worker);
    most = Math.max(most, there.size);
    do work.clear();
    while (!(await endpoints.release(endpoint, { worker })));
    there.delete(worker);
  };
  await Promise.all(Array.from({ length: workers }, (_, number) => wake(`worker ${number}`)));
  return { left: work.size, most };
};

/** Goes on when the scheduler says so. */
const turn = (scheduler: fc.Scheduler) => scheduler.schedule(Promise.resolve());

/** The same client, which makes one request after the other, in the scheduler's order. */
const scheduled = (client: DynamoDBDocumentClient, scheduler: fc.Scheduler) => {
  let before: Promise<unknown> = Promise.resolve();
  const send = async (command: Parameters<typeof client.send>[0]) => {
    await turn(scheduler);
    const answer = before.then(() => client.send(command));
    before = answer.catch(() => undefined);
    return answer;
  };
  return sendingBy(send, client);
};

type Send = (command: Parameters<DynamoDBDocumentClient['send']>[0]) => Promise<unknown>;

/** The client with another way to send. */
const sendingBy = (send: Send, client: DynamoDBDocumentClient) =>
  new Proxy(client, {
    get: (target, property) => (property === 'send' ? send : Reflect.get(target, property)),
  });

describe('workers woken for one endpoint at the same moment', () => {
  it('serve it one at a time and leave nothing undone, over memory', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const endpoints = memoryEndpoints();
        const steps: typeof endpoints = {
          ...endpoints,
          acquire: (claim) => turn(scheduler).then(() => endpoints.acquire(claim)),
          release: (...given) => turn(scheduler).then(() => endpoints.release(...given)),
        };
        const ended = await scheduler.waitFor(wakeAll(steps, 4));
        expect(ended).toEqual({ left: 0, most: 1 });
      }),
      { numRuns: 300 },
    );
  });

  it('serve it one at a time and leave nothing undone, over DynamoDB, request by request', async () => {
    const { client, nameOf } = await stores();
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const endpoints = dynamoEndpoints({
          client: scheduled(client, scheduler),
          deliveriesTable: nameOf('deliveries'),
        });
        const ended = await scheduler.waitFor(wakeAll(endpoints, 4));
        expect(ended).toEqual({ left: 0, most: 1 });
      }),
      { numRuns: 40 },
    );
  });

  it('find it free where it is given back between their looks, over DynamoDB', async () => {
    const { client, nameOf } = await stores();
    const deliveriesTable = nameOf('deliveries');
    const subscriptionId = newId();
    const claim = { subscriptionId, now, until: plus(now, 75_000) };
    const endpoints = dynamoEndpoints({ client, deliveriesTable });
    const endpoint = { subscriptionId, health: healthy };
    await endpoints.acquire({ ...claim, worker: 'first' });
    let requests = 0;
    const send: Send = async (command) => {
      requests += 1;
      if (requests === 2) await endpoints.release(endpoint, { worker: 'first' });
      return client.send(command);
    };
    const looking = dynamoEndpoints({ client: sendingBy(send, client), deliveriesTable });
    expect(await looking.acquire({ ...claim, worker: 'second' })).toEqual(endpoint);
  });
});
