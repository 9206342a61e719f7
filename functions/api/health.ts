import * as z from 'zod';
import { route } from './dependencies.ts';

export const healthRoutes = [
  route({
    name: 'readHealth',
    method: 'GET',
    path: '/v1/health',
    role: 'anyone',
    tag: 'Service',
    summary: 'Ask whether the service answers',
    input: z.strictObject({}),
    handle: async ({ clock }) => ({ status: 200, body: { status: 'ok', time: clock.now() } }),
  }),
];
