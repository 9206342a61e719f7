import { beforeEach, describe, expect, it } from 'vitest';
import type { Duties, DutyReceipt } from '#shared/application/ports.ts';
import { dutyReceipt } from './delivery-samples.ts';
import { newId, now, plus } from './samples.ts';

/** What every `Duties` promises. */
export const dutiesContract = (name: string, create: () => Promise<Duties>) => {
  let duties: Duties;

  beforeEach(async () => {
    duties = await create();
  });

  const of = ({ documentId, decisionId }: DutyReceipt) => duties.of(documentId, decisionId);

  describe(`receipts of duties in ${name}`, () => {
    it('come back with every field', async () => {
      const told: Required<DutyReceipt> = { ...dutyReceipt(), toldAt: now };
      await duties.create([told]);
      expect(await of(told)).toEqual([told]);
      expect(await duties.of(told.documentId, newId())).toEqual([]);
      expect(await duties.of(newId(), told.decisionId)).toEqual([]);
    });

    it('are one for each recipient and subscription, of a decision together', async () => {
      const decision = { documentId: newId(), decisionId: newId() };
      const [first, second] = [newId(), newId()];
      const all = [
        dutyReceipt({ ...decision, subscriptionId: first, recipient: 'Fritidsnämnden' }),
        dutyReceipt({ ...decision, subscriptionId: first, recipient: 'Nämnden' }),
        dutyReceipt({ ...decision, subscriptionId: second, recipient: 'Nämnden' }),
      ];
      await duties.create([...all, dutyReceipt()]);
      expect(await duties.of(decision.documentId, decision.decisionId)).toEqual(all);
    });

    it('stay as they are when they are created again', async () => {
      const receipt = dutyReceipt();
      await duties.create([receipt]);
      await duties.create([{ ...receipt, deliveryId: 'another' }]);
      expect(await of(receipt)).toEqual([receipt]);
      await duties.told([{ ...receipt, toldAt: now }]);
      await duties.create([receipt]);
      expect(await of(receipt)).toEqual([{ ...receipt, toldAt: now }]);
    });

    it('say when it was told first', async () => {
      const receipt = dutyReceipt();
      await duties.create([receipt]);
      await duties.told([{ ...receipt, toldAt: now }]);
      await duties.told([{ ...receipt, deliveryId: 'another', toldAt: plus(now, 1) }]);
      expect(await of(receipt)).toEqual([{ ...receipt, toldAt: now }]);
    });

    it('are made where one is told of which nothing was noted', async () => {
      const receipt = { ...dutyReceipt(), toldAt: now };
      await duties.told([receipt]);
      expect(await of(receipt)).toEqual([receipt]);
    });

    it('may be many', async () => {
      const decision = { documentId: newId(), decisionId: newId() };
      const all = Array.from({ length: 120 }, (_, number) =>
        dutyReceipt({ ...decision, recipient: `Nämnd ${number}` }),
      );
      await duties.create(all);
      await duties.create([]);
      const found = await duties.of(decision.documentId, decision.decisionId);
      expect(new Set(found)).toEqual(new Set(all));
    });
  });
};
