import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, inject, it } from 'vitest';
import * as z from 'zod';
import { clientConfig } from '../../infra/local/endpoint.ts';
import { as } from './support/callers.ts';
import './support/provided.ts';
import { aSubscriber } from './support/subscriber.ts';
import { waitFor } from './support/wait-for.ts';

const line = z.object({ service: z.string(), correlation_id: z.string().optional() });

/** The functions that have logged under the id, as an operator finds them. */
const servicesUnder = async (correlationId: string): Promise<string[]> => {
  const client = new CloudWatchLogsClient(clientConfig(inject('stack').endpointUrl));
  const services = new Set<string>();
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, {})) {
    for (const { logGroupName } of logGroups) {
      const { events = [] } = await client.send(
        new FilterLogEventsCommand({ logGroupName, filterPattern: `"${correlationId}"` }),
      );
      const lines = events.flatMap(({ message = '' }) => {
        if (!message.startsWith('{')) return [];
        const { success, data } = line.safeParse(JSON.parse(message));
        return success && data.correlation_id === correlationId ? data.service : [];
      });
      for (const service of lines) services.add(service);
    }
  }
  return [...services].toSorted();
};

describe('the id that a request is answered with', () => {
  it.each([
    ['of the request’s own', undefined],
    ['of the caller', `case-${crypto.randomUUID()}`],
  ])('%s is in the webhook and in every log line on the way', async (_whose, given) => {
    const keyword = `nyckel-${crypto.randomUUID()}`;
    const { receiver } = await aSubscriber(as('subscriber'), { keywords: [keyword] });
    await using _receiver = receiver;
    const answer = await as('registrar').send({
      method: 'POST',
      path: '/v1/documents',
      body: {
        title: 'Policy för test',
        type: 'policy',
        issuer: { organisation: 'Testköping' },
        keywords: [keyword],
      },
      ...(given !== undefined && { headers: { 'x-correlation-id': given } }),
    });
    expect(answer.status).toBe(201);
    const id = z.string().parse(answer.headers.get('x-correlation-id'));
    expect(id).toBe(given ?? answer.headers.get('x-request-id'));

    const { event, headers } = await waitFor('the webhook', () => receiver.received[0]);
    expect(event).toMatchObject({ type: 'document.registered', correlationid: id });
    expect(headers['x-correlation-id']).toBe(id);

    const way = ['api', 'deliver', 'fan-out', 'relay-events'];
    const services = await waitFor(`log lines of ${way.join(', ')}`, async () => {
      const found = await servicesUnder(id);
      return way.every((service) => found.includes(service)) ? found : undefined;
    });
    expect(services).toEqual(way);
  });
});
