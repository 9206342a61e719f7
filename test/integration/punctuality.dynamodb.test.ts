import { describe, expect, it } from 'vitest';
import { dynamoPunctuality } from '#shared/adapters/dynamodb/punctuality.ts';
import type { Pass } from '#shared/application/ports.ts';
import { noFigures } from '#shared/domain/punctuality.ts';
import { loseAnswer } from '../support/emulator-answers.ts';
import { emulatorStores } from '../support/emulator-stores.ts';
import { punctualityContract } from './punctuality.contract.ts';
import { newId, now } from './samples.ts';

const stores = emulatorStores();

const create = async () => {
  const { client, nameOf } = await stores();
  const punctuality = dynamoPunctuality({ client, punctualityTable: nameOf('punctuality') });
  return { client, punctuality };
};

punctualityContract('DynamoDB', async () => (await create()).punctuality);

describe('DynamoDB whose answer was lost', () => {
  it('adds repairs once', async () => {
    const { client, punctuality } = await create();
    await punctuality.putFigures([noFigures('2026-07')], now);
    const requests = loseAnswer(client, (body) => body.includes('ADD repaired'));
    await punctuality.addRepaired('2026-07', 3);
    expect(requests()).toBe(2);
    expect(await punctuality.figures('2026-07')).toMatchObject({ repaired: 3 });
  });

  it('reports no conflict for a pass that was put', async () => {
    const { client, punctuality } = await create();
    const pass: Pass = {
      passId: newId(),
      startedAt: now,
      documents: 0,
      figures: [],
      counts: {},
      repaired: [],
      failed: 0,
      revision: 1,
    };
    const requests = loseAnswer(client, (body) => body.includes('startedAt'));
    await punctuality.putPass(pass);
    expect(requests()).toBe(2);
    expect(await punctuality.latestPass()).toEqual(pass);
  });
});
