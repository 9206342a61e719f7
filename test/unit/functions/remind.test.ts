import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/remind/handler.ts';
import { context } from '../../support/invocations.ts';
import { reminding } from '../../support/reminding.ts';

/** A document whose review is near, and a subscription that asks to be told. */
const setUp = async () => {
  const world = reminding();
  const { documentId } = await world.register({ reviewBy: '2026-06-20' });
  await world.subscribe([30]);
  return { ...world, documentId, handler: createHandler(world) };
};

describe('the function that reminds', () => {
  it('gives what is due', async () => {
    const { handler, told } = await setUp();
    await handler({}, context({ remaining: 600_000 }));
    expect(await told()).toEqual(['review 2026-06-20 -30']);
  });

  it('keeps a minute to finish in, and leaves the rest to the next', async () => {
    const { handler, told } = await setUp();
    await handler({}, context({ remaining: 60_000 }));
    expect(await told()).toEqual([]);
    await handler({}, context({ remaining: 60_001 }));
    expect(await told()).toEqual(['review 2026-06-20 -30']);
  });

  it('fails where a document was left out, so that somebody looks', async () => {
    const { handler: _handler, ...world } = await setUp();
    const reminders = { ...world.reminders, of: () => Promise.reject(new Error('out of reach')) };
    const handler = createHandler({ ...world, reminders });
    await expect(handler({}, context({ remaining: 600_000 }))).rejects.toThrow(
      'Reminders of 1 documents are not given',
    );
  });

  it('fails where the subscriptions cannot be read, so that it is tried again', async () => {
    const { handler: _handler, ...world } = await setUp();
    const subscriptions = { enabled: () => Promise.reject(new Error('out of reach')) };
    const handler = createHandler({ ...world, subscriptions });
    await expect(handler({}, context())).rejects.toThrow('out of reach');
  });
});
