import { describe, expect, it } from 'vitest';
import { UnavailableError } from '#shared/application/ports.ts';
import { createHandler } from '../../../functions/replay/handler.ts';
import { context, failedOf, messages, queueEnd } from '../../support/invocations.ts';
import { sequences, setUp, step } from '../../support/replays.ts';

const replaying = async () => {
  const world = { ...(await setUp({})), ...queueEnd() };
  return { ...world, handler: createHandler(world), sequences: () => sequences(world) };
};

describe('a step of a replay', () => {
  it('opens the deliveries of what was recorded', async () => {
    const { handler, sequences, queue } = await replaying();
    expect(failedOf(await handler(messages([step]), context()))).toEqual([]);
    expect(await sequences()).toEqual([1, 2, 3, 4, 5]);
    expect(queue.queued).toHaveLength(1);
  });

  it('does nothing the second time', async () => {
    const { handler, sequences, queue } = await replaying();
    await handler(messages([step, step]), context());
    await handler(messages([step]), context());
    expect(await sequences()).toEqual([1, 2, 3, 4, 5]);
    expect(queue.queued.length).toBeLessThanOrEqual(2);
  });

  it('comes back where the log is out of reach, and goes on from there', async () => {
    const { handler, sequences, ...world } = await replaying();
    const log = { ...world.log, read: () => Promise.reject(new UnavailableError('throttled')) };
    const failing = createHandler({ ...world, log });
    expect(failedOf(await failing(messages([step]), context()))).toEqual(['1']);
    expect(await sequences()).toEqual([]);
    await handler(messages([step]), context());
    expect(await sequences()).toEqual([1, 2, 3, 4, 5]);
  });

  it('that nobody can read is kept, and its neighbour goes on', async () => {
    const { handler, sequences, deadLetters } = await replaying();
    const response = await handler(messages([{ replayId: step.replayId }, step]), context());
    expect(failedOf(response)).toEqual([]);
    expect(deadLetters.kept).toMatchObject([{ id: '1', reason: expect.stringContaining('Zod') }]);
    expect(await sequences()).toEqual([1, 2, 3, 4, 5]);
  });
});
