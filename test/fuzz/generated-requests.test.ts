import fc from 'fast-check';
import { expect, it } from 'vitest';
import { faultsOf, operationAt } from '../support/conformance.ts';
import { operations, successOf } from '../support/description.ts';
import { type Generated, requests } from './support/requests.ts';
import { seed } from './support/seed.ts';
import { newWorld } from './support/world.ts';

const enough = 20_000;
const perWorld = 40;

it(`answers ${enough} generated requests as is described, seed ${seed}`, async () => {
  const sent = { count: 0 };
  const answers = new Map<string, number>();

  const holds = async (run: readonly Generated[]): Promise<void> => {
    const world = await newWorld();
    for (const request of run) {
      const { path, received } = await world.send(request);
      sent.count++;
      const faults = faultsOf(request.method, path, received);
      if (faults.length > 0) expect.fail(`${faults.join('; ')}: ${JSON.stringify(received)}`);
      const operation = operationAt(request.method, path);
      const key = `${operation?.name} ${received.status}`;
      answers.set(key, (answers.get(key) ?? 0) + 1);
      const { location } = received.headers;
      if (received.status > 202 || location === undefined) continue;
      const { pathname } = new URL(location, `https://example.org${path}`);
      expect((await world.follow(pathname)).status, pathname).toBe(200);
    }
  };

  const runs = fc.array(requests, { minLength: 1, maxLength: perWorld, size: 'max' });
  await fc.assert(fc.asyncProperty(runs, holds), { seed, numRuns: (2.2 * enough) / perWorld });

  expect(sent.count).toBeGreaterThanOrEqual(enough);
  for (const operation of operations) {
    const success = answers.get(`${operation.name} ${successOf(operation)}`) ?? 0;
    expect(success, `${operation.name} never succeeds`).toBeGreaterThan(0);
  }
  const statuses = Object.groupBy([...answers], ([key]) => key.split(' ')[1] ?? '');
  const counts = Object.entries(statuses).map(
    ([status, found = []]) => `${found.reduce((sum, [, count]) => sum + count, 0)} × ${status}`,
  );
  console.log(`${sent.count} requests, seed ${seed}: ${counts.join(', ')}`);
});
