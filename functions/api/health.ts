import * as z from 'zod';
import { instant } from '#shared/contracts/dates.ts';
import { route } from './dependencies.ts';

const health = z
  .strictObject({
    status: z.literal('ok'),
    time: instant.meta({ description: 'The clock by which documents change.' }),
  })
  .meta({ id: 'Health' });

export const healthRoutes = [
  route({
    name: 'readHealth',
    method: 'GET',
    path: '/v1/health',
    role: 'anyone',
    tag: 'Service',
    summary: 'Ask whether the service answers',
    input: z.strictObject({}),
    answers: { 200: { description: 'It does.', schema: health } },
    handle: async ({ clock }) => ({ status: 200, body: { status: 'ok', time: clock.now() } }),
  }),
];
