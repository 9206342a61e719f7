import type { Duties, DutyReceipt } from '#shared/application/ports.ts';

/** A recipient of a decision may be told by several subscriptions. */
const keyOf = ({ subscriptionId, recipient }: DutyReceipt): string =>
  `${subscriptionId}#${recipient}`;

export const memoryDuties = (): Duties => {
  const byDecision = new Map<string, ReadonlyMap<string, DutyReceipt>>();

  /** What a receipt says already stands. */
  const note = async (receipts: readonly DutyReceipt[]) => {
    for (const receipt of receipts) {
      const decision = `${receipt.documentId}#${receipt.decisionId}`;
      const known = byDecision.get(decision) ?? new Map();
      const key = keyOf(receipt);
      byDecision.set(decision, new Map([...known, [key, { ...receipt, ...known.get(key) }]]));
    }
  };

  return {
    create: note,
    told: note,
    of: async (documentId, decisionId) =>
      [...(byDecision.get(`${documentId}#${decisionId}`) ?? [])]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, receipt]) => receipt),
  };
};
