import * as z from 'zod';
import { readPunctuality } from '#shared/application/read-punctuality.ts';
import { month } from '#shared/contracts/month.ts';
import { route } from './dependencies.ts';

export const punctualityRoutes = [
  route({
    name: 'readPunctuality',
    method: 'GET',
    path: '/v1/punctuality',
    role: 'reader',
    tag: 'Changes',
    summary: 'Read how punctual the changes of a month were',
    description:
      'Counted once a day, from the events that were sent, by the reconciliation that also sets right what differs from the decisions.',
    input: z.strictObject({ query: z.strictObject({ month }) }),
    handle: async (dependencies, { input: { query } }) => ({
      status: 200,
      body: await readPunctuality(dependencies, query),
    }),
  }),
];
