import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Endpoints } from '#shared/application/ports.ts';
import { healthy } from '#shared/domain/endpoint.ts';
import { fullEndpoint } from './delivery-samples.ts';
import { newId, now, plus } from './samples.ts';

const lease = 75_000;
const end = plus(now, lease);

/** What every `Endpoints` promises. */
export const endpointsContract = (
  name: string,
  create: () => Promise<Endpoints>,
  { histories }: { readonly histories: number },
) => {
  let endpoints: Endpoints;

  beforeEach(async () => {
    endpoints = await create();
  });

  const acquire = (subscriptionId: string, worker: string, at = now) =>
    endpoints.acquire({ subscriptionId, worker, now: at, until: plus(at, lease) });

  const due = (until: string, limit = 100) => endpoints.due({ until, limit });

  /** Taken and given back, to be woken then. */
  const waiting = async (wakeAt: string) => {
    const subscriptionId = newId();
    await acquire(subscriptionId, 'a');
    await endpoints.release(fullEndpoint(subscriptionId), { worker: 'a', wakeAt });
    return subscriptionId;
  };

  describe(`an endpoint in ${name}`, () => {
    it('is healthy at first, and comes back with every field that was learnt', async () => {
      const id = newId();
      expect(await acquire(id, 'a')).toEqual({ subscriptionId: id, health: healthy });
      expect(await endpoints.release(fullEndpoint(id), { worker: 'a' })).toBe(true);
      expect(await acquire(id, 'b')).toEqual(fullEndpoint(id));
      const plain = { subscriptionId: id, health: healthy };
      expect(await endpoints.release(plain, { worker: 'b', wakeAt: now })).toBe(true);
      expect(await acquire(id, 'c')).toEqual(plain);
    });

    it('belongs to one worker until the lease ends, to the millisecond', async () => {
      const id = newId();
      await acquire(id, 'a');
      expect(await acquire(id, 'b', plus(end, -1))).toBeUndefined();
      expect(await acquire(id, 'b', end)).toBeDefined();
      expect(await acquire(newId(), 'b')).toBeDefined();
    });

    it('is taken again by the worker who has it, who is still told of what came', async () => {
      const id = newId();
      await acquire(id, 'a');
      await acquire(id, 'b');
      expect(await acquire(id, 'a', plus(now, 1))).toBeDefined();
      expect(await acquire(id, 'b', end)).toBeUndefined();
      const given = { subscriptionId: id, health: healthy };
      expect(await endpoints.release(given, { worker: 'a' })).toBe(false);
    });

    it('is given back only when nobody has asked for more meanwhile', async () => {
      const id = newId();
      await acquire(id, 'a');
      await acquire(id, 'b');
      await acquire(id, 'c');
      expect(await endpoints.release(fullEndpoint(id), { worker: 'a' })).toBe(false);
      expect(await acquire(id, 'b')).toBeUndefined();
      const given = { subscriptionId: id, health: healthy };
      expect(await endpoints.release(given, { worker: 'a' })).toBe(false);
      expect(await endpoints.release(given, { worker: 'a' })).toBe(true);
      expect(await acquire(id, 'b')).toEqual(given);
    });

    it('keeps what was learnt where there is more to do and the worker then dies', async () => {
      const id = newId();
      await acquire(id, 'a');
      await acquire(id, 'b');
      await endpoints.release(fullEndpoint(id), { worker: 'a' });
      expect(await acquire(id, 'b', end)).toEqual(fullEndpoint(id));
    });

    it('tells whoever takes it next what a worker who died was told', async () => {
      const id = newId();
      await acquire(id, 'a');
      await acquire(id, 'b');
      const given = { subscriptionId: id, health: healthy };
      await acquire(id, 'c', end);
      expect(await endpoints.release(given, { worker: 'c' })).toBe(false);
      expect(await endpoints.release(given, { worker: 'c' })).toBe(true);
    });

    it('is not changed by a worker whose time was up, who is sent away', async () => {
      const id = newId();
      await acquire(id, 'a');
      await acquire(id, 'b', end);
      const late = { worker: 'a', wakeAt: now };
      expect(await endpoints.release(fullEndpoint(id), late)).toBe(true);
      expect(await due(plus(end, lease - 1))).toEqual([]);
      expect(await acquire(id, 'c', end)).toBeUndefined();
      const given = { subscriptionId: id, health: healthy };
      expect(await endpoints.release(fullEndpoint(id), late)).toBe(true);
      expect(await endpoints.release(given, { worker: 'b' })).toBe(false);
      expect(await endpoints.release(given, { worker: 'b' })).toBe(true);
      expect(await endpoints.release(fullEndpoint(id), late)).toBe(true);
      expect(await acquire(id, 'd')).toEqual(given);
    });

    it('is read as the last worker left it, whoever has it now, until it is forgotten', async () => {
      const id = newId();
      expect(await endpoints.read(id)).toBeUndefined();
      await acquire(id, 'a');
      expect(await endpoints.read(id)).toBeUndefined();
      await endpoints.release(fullEndpoint(id), { worker: 'a', wakeAt: now });
      expect(await endpoints.read(id)).toEqual(fullEndpoint(id));
      await acquire(id, 'b');
      expect(await endpoints.read(id)).toEqual(fullEndpoint(id));
      await acquire(id, 'c');
      const given = { subscriptionId: id, health: healthy };
      await endpoints.release(given, { worker: 'b' });
      expect(await endpoints.read(id)).toEqual(given);
      await endpoints.forget(id);
      expect(await endpoints.read(id)).toBeUndefined();
    });

    it('may be given back late by a worker whose place nobody took', async () => {
      const id = newId();
      await acquire(id, 'a');
      expect(await endpoints.release(fullEndpoint(id), { worker: 'a' })).toBe(true);
      expect(await due('9999')).toEqual([]);
    });

    it('is forgotten, with what its worker still says', async () => {
      const id = newId();
      await acquire(id, 'a');
      await endpoints.forget(id);
      await endpoints.forget(id);
      expect(await due('9999')).toEqual([]);
      expect(await endpoints.release(fullEndpoint(id), { worker: 'a', wakeAt: now })).toBe(true);
      expect(await due('9999')).toEqual([]);
      expect(await acquire(id, 'b')).toEqual({ subscriptionId: id, health: healthy });
    });

    it('has one worker at a time, who is told of all that comes, whatever happens in which order', async () => {
      const worker = fc.constantFrom('a', 'b');
      const step = fc.oneof(
        { weight: 3, arbitrary: fc.record({ kind: fc.constant('acquire' as const), worker }) },
        { weight: 3, arbitrary: fc.record({ kind: fc.constant('release' as const), worker }) },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant('dies' as const), worker }) },
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
          const id = newId();
          let at = now;
          let held: { readonly worker: string; readonly until: string } | undefined;
          let told = false;
          for (const { kind, worker } of steps) {
            switch (kind) {
              case 'acquire': {
                const taken = (await acquire(id, worker, at)) !== undefined;
                const free = held === undefined || held.worker === worker || held.until <= at;
                expect(taken).toBe(free);
                if (taken) held = { worker, until: plus(at, lease) };
                else told = true;
                break;
              }
              case 'release': {
                const given = { subscriptionId: id, health: healthy };
                const left = await endpoints.release(given, { worker });
                const own = held?.worker === worker;
                expect(left).toBe(!(own && told));
                if (own && left) held = undefined;
                if (own) told = false;
                break;
              }
              case 'dies':
                at = held?.until ?? at;
            }
            expect(await due('9999')).toEqual(held === undefined ? [] : [id]);
          }
          await endpoints.forget(id);
        }),
        { numRuns: histories },
      );
    });
  });

  describe(`endpoints in ${name}`, () => {
    it('are due when something waits, not before, and as often as it is asked', async () => {
      const wakeAt = plus(now, 5000);
      const id = await waiting(wakeAt);
      expect(await due(plus(wakeAt, -1))).toEqual([]);
      expect(await due(wakeAt)).toEqual([id]);
      expect(await due(wakeAt)).toEqual([id]);
    });

    it('are not due while they are served, until the lease ends and the worker must have died', async () => {
      const id = await waiting(now);
      await acquire(id, 'b');
      expect(await due(plus(end, -1))).toEqual([]);
      expect(await due(end)).toEqual([id]);
    });

    it('are not due where nothing waits any more', async () => {
      const id = await waiting(now);
      await acquire(id, 'b');
      await endpoints.release(fullEndpoint(id), { worker: 'b' });
      expect(await due('9999')).toEqual([]);
    });

    it('are given earliest first, so many at most', async () => {
      const offsets = [7, 3, 5, 1, 6, 2, 4, 0, 8, 9, 11, 10];
      const ids = new Map<number, string>();
      for (const offset of offsets) ids.set(offset, await waiting(plus(now, offset)));
      const inOrder = offsets.toSorted((a, b) => a - b).map((offset) => ids.get(offset));
      expect(await due(plus(now, 100))).toEqual(inOrder);
      expect(await due(plus(now, 4))).toEqual(inOrder.slice(0, 5));
      expect(await due(plus(now, 100), 3)).toEqual(inOrder.slice(0, 3));
    });
  });
};
