import { beforeEach, describe, expect, it } from 'vitest';
import {
  ConflictError,
  type Receipt,
  ReceiptExistsError,
  type Replays,
} from '#shared/application/ports.ts';
import type { Replay } from '#shared/domain/replay.ts';
import { replay } from './delivery-samples.ts';
import { newId, receipt } from './samples.ts';

export interface ReplaysSubject {
  readonly replays: Replays;
  readonly receipt: (receiptId: string) => Promise<Receipt | undefined>;
}

/** What every `Replays` promises. */
export const replaysContract = (name: string, create: () => Promise<ReplaysSubject>) => {
  let replays: Replays;
  let receiptOf: ReplaysSubject['receipt'];

  beforeEach(async () => {
    ({ replays, receipt: receiptOf } = await create());
  });

  const find = ({ subscriptionId, replayId }: Replay) => replays.get(subscriptionId, replayId);
  const next = (before: Replay, changes: Partial<Replay> = {}): Replay => ({
    ...before,
    ...changes,
    revision: before.revision + 1,
  });

  describe(`replays in ${name}`, () => {
    it('come back with every field, to their own subscription', async () => {
      const full = replay();
      await replays.create(full);
      expect(await find(full)).toEqual(full);
      expect(await replays.get(newId(), full.replayId)).toBeUndefined();
      expect(await replays.get(full.subscriptionId, newId())).toBeUndefined();
    });

    it('run one at a time, for each subscription', async () => {
      const first = replay();
      const { subscriptionId } = first;
      await replays.create(first);
      const second = replay({ subscriptionId });
      await expect(replays.create(second)).rejects.toThrow(ConflictError);
      expect(await find(second)).toBeUndefined();
      await replays.create(replay());

      const going = next(first, { deliveries: 99 });
      await replays.update(going);
      await expect(replays.create(second)).rejects.toThrow(ConflictError);
      const done = next(going, { state: 'done' });
      await replays.update(done);
      await replays.create(second);
      expect(await find(second)).toEqual(second);
      expect(await find(first)).toEqual(done);
      await expect(replays.create(replay({ subscriptionId }))).rejects.toThrow(ConflictError);
    });

    it('are not ended by another that was over before', async () => {
      const first = replay();
      const { subscriptionId } = first;
      await replays.create(first);
      const done = next(first, { state: 'done' });
      await replays.update(done);
      await replays.create(replay({ subscriptionId }));
      const over = replays.update(next(done, { state: 'stopped' }));
      await expect(over).rejects.toThrow(ConflictError);
      await expect(replays.create(replay({ subscriptionId }))).rejects.toThrow(ConflictError);
    });

    it('start one where two are asked for at the same moment', async () => {
      const subscriptionId = newId();
      const asked = Array.from({ length: 4 }, () => replay({ subscriptionId }));
      const started = await Promise.allSettled(asked.map((one) => replays.create(one)));
      expect(started.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const standing = await Promise.all(asked.map(find));
      expect(standing.filter((one) => one !== undefined)).toHaveLength(1);
    });

    it('go on from the revision before only', async () => {
      const first = replay();
      await replays.create(first);
      const second = next(first, { cursor: 'further' });
      await replays.update(second);
      await expect(replays.update(next(first))).rejects.toThrow(ConflictError);
      await expect(replays.update(next(first, { state: 'done' }))).rejects.toThrow(ConflictError);
      await expect(replays.update(next(replay()))).rejects.toThrow(ConflictError);
      expect(await find(first)).toEqual(second);
      const { cursor: _none, resumesAt: _never, ...rest } = next(second);
      await replays.update(rest);
      expect(await find(first)).toEqual(rest);
    });

    it('are created together with their receipt, or not at all', async () => {
      const [given, other] = [receipt(), receipt()];
      const first = replay();
      await replays.create(first, given);
      expect(await receiptOf(given.receiptId)).toEqual(given);
      const twin = replay();
      await expect(replays.create(twin, given)).rejects.toThrow(ReceiptExistsError);
      expect(await find(twin)).toBeUndefined();
      const second = replay({ subscriptionId: first.subscriptionId });
      await expect(replays.create(second, other)).rejects.toThrow(ConflictError);
      expect(await receiptOf(other.receiptId)).toBeUndefined();
    });
  });
};
