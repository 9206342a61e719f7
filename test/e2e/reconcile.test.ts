import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, inject, it } from 'vitest';
import * as z from 'zod';
import { cdkEnvironment, clientConfig } from '../../infra/local/endpoint.ts';
import { secondsAhead } from '../../infra/local/near-future.ts';
import { as } from './support/callers.ts';
import { aDecision, aDocument } from './support/documents.ts';
import { aSubscriber } from './support/subscriber.ts';
import { waitFor } from './support/wait-for.ts';

/** What an operator types, and what it says. It throws where it ends with another code than 0. */
const rederive = async (...args: readonly string[]): Promise<string> => {
  const env = cdkEnvironment(inject('stack').endpointUrl);
  const command = ['run', '-s', 'rederive', '--', ...args];
  return (await promisify(execFile)('npm', command, { env })).stdout;
};

const client = () => clientConfig(inject('stack').endpointUrl);
const dynamodb = () => new DynamoDBClient(client());
const scheduler = () => new SchedulerClient(client());
const tables = () => inject('stack').tables;
const rowOf = (documentId: string) => ({
  TableName: tables().documents,
  Key: { documentId: { S: documentId }, item: { S: 'document' } },
});

const list = z.looseObject({ items: z.array(z.looseObject({ id: z.string(), type: z.string() })) });
const eventsOf = async (documentId: string) =>
  (await as('reader').get(`/v1/events?documentId=${documentId}`, list)).items;

const decide = (documentId: string, facts: Readonly<Record<string, unknown>>) =>
  as('registrar').post(
    `/v1/documents/${documentId}/decisions`,
    aDecision(facts),
    z.looseObject({}),
  );

/** Tells the document's subscribers of something more. */
const rename = async (documentId: string) => {
  const path = `/v1/documents/${documentId}`;
  const { revision } = await as('reader').get(path, z.looseObject({ revision: z.number() }));
  const headers = { 'if-match': `"${revision}"` };
  const body = { title: 'Policy för test, med nytt namn' };
  await as('registrar').send({ method: 'PATCH', path, body, headers });
};

/** In three days: the local date, and the wake-up for its first instant. */
const soon = () => {
  const date = Temporal.Now.plainDateISO('Europe/Stockholm').add({ days: 3 });
  const { epochMilliseconds } = date.toZonedDateTime('Europe/Stockholm');
  const instant = new Date(epochMilliseconds).toISOString();
  return { date: date.toString(), instant, wakeUp: instant.replaceAll(/[:.]/g, '-') };
};

const scheduleOf = async (wakeUp: string) => {
  const { Schedules = [] } = await scheduler().send(
    new ListSchedulesCommand({ NamePrefix: wakeUp }),
  );
  return Schedules[0];
};

/** A document in force since a moment ago, to be repealed in three days, of which everything was told. */
const aGuideline = async () => {
  const { documentId } = await aDocument(as('registrar'));
  const { receiver } = await aSubscriber(as('subscriber'), { documentIds: [documentId] });
  const { fromAndIncluding, today } = secondsAhead(3);
  await decide(documentId, { kind: 'adopt', decidedOn: today, fromAndIncluding });
  const { date, wakeUp } = soon();
  await decide(documentId, { kind: 'repeal', decidedOn: today, fromAndIncluding: date });
  await waitFor('the change', () =>
    receiver.received.find(
      ({ event }) => event.type === 'document.statusChanged' && isInForce(event),
    ),
  );
  await waitFor('the wake-up', () => scheduleOf(wakeUp));
  return { documentId, receiver, wakeUp };
};

const isInForce = ({ data }: { readonly data?: unknown }) =>
  z.looseObject({ to: z.string() }).safeParse(data).data?.to === 'inForce';

describe('npm run rederive', () => {
  it('sets right what was changed by hand, lost or deleted, and tells nobody twice', async () => {
    const { documentId, receiver, wakeUp } = await aGuideline();
    await using _receiver = receiver;
    const told = await eventsOf(documentId);
    const [registered = { id: '', type: '' }, ...rest] = told;
    // What was told long ago is made anew from the record, which knows nothing of the request behind it.
    const { correlationid: _lost, ...rebuilt } = registered;

    const { GroupName = '' } = (await scheduleOf(wakeUp)) ?? {};
    await scheduler().send(new DeleteScheduleCommand({ Name: wakeUp, GroupName }));
    await dynamodb().send(
      new UpdateItemCommand({
        ...rowOf(documentId),
        UpdateExpression: 'SET #current.#status = :wrong, changedAt = :before REMOVE emitted',
        ExpressionAttributeNames: { '#current': 'current', '#status': 'status' },
        ExpressionAttributeValues: {
          ':wrong': { S: 'suspended' },
          // What was written a moment ago may be on its way to the log.
          ':before': { S: new Date(Date.now() - 3_600_000).toISOString() },
        },
      }),
    );
    await dynamodb().send(
      new DeleteItemCommand({
        TableName: tables().events,
        Key: { key: { S: `document#${documentId}` }, position: { N: '1' } },
      }),
    );
    expect(await eventsOf(documentId)).not.toContainEqual(registered);

    const said = await rederive();
    expect(said).toMatch(/^Documents looked at: \d+$/m);
    expect(said).toMatch(/^Set right: .*projection \d/m);
    expect(said).toMatch(new RegExp(`^ +projection +${documentId} `, 'm'));
    expect(said).toMatch(new RegExp(`^ +rebuilt +${documentId} +1 document.registered$`, 'm'));
    expect(said).not.toContain('Could not be reconciled');

    const { Item } = await dynamodb().send(new GetItemCommand(rowOf(documentId)));
    expect(Item?.current?.M?.status).toEqual({ S: 'inForce' });
    expect(await scheduleOf(wakeUp)).toMatchObject({ Name: wakeUp, GroupName });
    expect(await eventsOf(documentId)).toEqual([rebuilt, ...rest]);
    expect(await rederive()).not.toContain(documentId);

    await rename(documentId);
    await waitFor('what is told last', () =>
      receiver.received.find(({ event }) => event.type === 'document.updated'),
    );
    const ids = receiver.received.map(({ event }) => event.id);
    expect(ids).toHaveLength(new Set(ids).size);
  });

  it('names each instant that other zone data had put elsewhere, and plans the right one', async () => {
    const { documentId } = await aDocument(as('registrar'));
    const { date, instant, wakeUp } = soon();
    const { today } = secondsAhead(0);
    await decide(documentId, { kind: 'adopt', decidedOn: today, fromAndIncluding: date });
    const anHourOff = new Date(Date.parse(instant) + 3_600_000).toISOString();
    await dynamodb().send(
      new UpdateItemCommand({
        ...rowOf(documentId),
        UpdateExpression: 'SET #planned[0].#at = :off, #dueAt = :off REMOVE emitted',
        ExpressionAttributeNames: { '#planned': 'planned', '#at': 'at', '#dueAt': 'dueAt' },
        ExpressionAttributeValues: { ':off': { S: anHourOff } },
      }),
    );

    const said = await rederive();
    const moved = said.split('\n').map((line) => line.trim().split(/ {2,}/));
    expect(moved).toContainEqual(['moved', documentId, `${date}: ${anHourOff} to ${instant}`]);
    expect(await scheduleOf(wakeUp)).toBeDefined();
    const { Item } = await dynamodb().send(new GetItemCommand(rowOf(documentId)));
    expect(Item?.dueAt).toEqual({ S: instant });
    expect(Item?.planned?.L?.[0]?.M?.at).toEqual({ S: instant });
    expect(await rederive()).not.toContain(documentId);
  });

  it('leaves figures that say how punctual the month was', async () => {
    const { receiver } = await aGuideline();
    await using _receiver = receiver;
    const begun = new Date().toISOString();
    await rederive();
    const figures = await as('reader').get(
      `/v1/punctuality?month=${Temporal.Now.plainDateISO('Europe/Stockholm').toPlainYearMonth()}`,
      z.looseObject({
        transitions: z.int().min(1),
        lateness: z.looseObject({ p50: z.number(), p99: z.number(), max: z.number() }),
        asOf: z.string(),
      }),
    );
    expect(figures.asOf > begun).toBe(true);
    expect(figures.lateness.p50).toBeLessThan(60);
    expect(figures.lateness.p50).toBeLessThanOrEqual(figures.lateness.p99);
    expect(figures.lateness.p99).toBeLessThanOrEqual(figures.lateness.max);
  });

  it('says so where there is no such stack', async () => {
    await expect(rederive('--stack', 'Nowhere')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('The stack Nowhere cannot be read'),
    });
  });
});
