import { beforeEach, describe, expect, it } from 'vitest';
import {
  ConflictError,
  MalformedCursorError,
  type Page,
  type Receipt,
  ReceiptExistsError,
} from '#shared/application/ports.ts';
import { collect } from './pages.ts';
import { newId, now, plus, receipt } from './samples.ts';

/** A store of what belongs to organisations. */
export interface OwnedStore<Owned> {
  create(owned: Owned, receipt?: Receipt): Promise<void>;
  get(id: string): Promise<Owned | undefined>;
  list(query: { organisation?: string; limit: number; next?: string }): Promise<Page<Owned>>;
  delete(id: string): Promise<void>;
}

/** What every store of what belongs to organisations promises. */
export const ownedContract = <Owned extends { readonly organisation: string }>(
  name: string,
  create: () => Promise<OwnedStore<Owned>>,
  kind: {
    readonly idOf: (owned: Owned) => string;
    readonly sample: (changes?: { readonly organisation?: string }) => Owned;
    /** One with every field there is. */
    readonly full: () => Owned;
  },
) => {
  const { idOf, sample, full } = kind;
  const byId = (a: Owned, b: Owned) => (idOf(a) < idOf(b) ? -1 : 1);
  let owned: OwnedStore<Owned>;

  beforeEach(async () => {
    owned = await create();
  });

  const store = async (organisation = 'alingsas') => {
    const created = sample({ organisation });
    await owned.create(created);
    return created;
  };

  describe(name, () => {
    it('come back with every field', async () => {
      const given = full();
      await owned.create(given);
      expect(await owned.get(idOf(given))).toEqual(given);
      expect(await owned.get(newId())).toBeUndefined();
    });

    it('are created once', async () => {
      const created = await store();
      const again = owned.create({ ...created, organisation: 'other' });
      await expect(again).rejects.toThrow(ConflictError);
      expect(await owned.get(idOf(created))).toEqual(created);
    });

    it('are created together with their receipt, or not at all', async () => {
      const given = receipt({ expiresAt: plus(now, 1000) });
      await owned.create(sample(), given);
      const twin = sample();
      await expect(owned.create(twin, given)).rejects.toThrow(ReceiptExistsError);
      expect(await owned.get(idOf(twin))).toBeUndefined();
    });

    it('are listed for one organisation, page by page', async () => {
      const own = [];
      for (let count = 0; count < 7; count += 1) {
        own.push(await store());
        await store('boras');
      }
      const list = (organisation: string, limit: number) =>
        collect<Owned>((page) => owned.list({ organisation, limit, ...page }));
      expect(await list('alingsas', 3)).toEqual(own);
      expect(await list('alingsas', 100)).toEqual(own);
      expect(await list('nobody', 3)).toEqual([]);
    });

    it('are listed for all organisations, page by page', async () => {
      const all = [];
      for (const organisation of ['a', 'b', 'c', 'a', 'b']) all.push(await store(organisation));
      const listed = await collect<Owned>((page) => owned.list({ limit: 2, ...page }));
      expect(listed.toSorted(byId)).toEqual(all);
    });

    it("never show another organisation's through a cursor", async () => {
      for (let count = 0; count < 4; count += 1) await store('boras');
      const own = await store();
      const { next } = await owned.list({ organisation: 'boras', limit: 1 });
      const listed = await owned.list({
        organisation: 'alingsas',
        limit: 9,
        ...(next !== undefined && { next }),
      });
      expect(next).toBeDefined();
      expect(listed.items).toEqual([own]);
    });

    it('are not listed by a cursor that was not given out', async () => {
      for (const next of ['', 'nonsense', Buffer.from('[1]').toString('base64url')]) {
        const listed = owned.list({ organisation: 'alingsas', limit: 1, next });
        await expect(listed).rejects.toThrow(MalformedCursorError);
        await expect(owned.list({ limit: 1, next })).rejects.toThrow(MalformedCursorError);
      }
    });

    it('are gone once deleted, also when deleted again', async () => {
      const [gone, kept] = [await store(), await store()];
      await owned.delete(idOf(gone));
      await owned.delete(idOf(gone));
      expect(await owned.get(idOf(gone))).toBeUndefined();
      const { items } = await owned.list({ organisation: 'alingsas', limit: 9 });
      expect(items).toEqual([kept]);
    });
  });
};
