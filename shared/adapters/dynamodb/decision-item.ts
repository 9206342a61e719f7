import type { Write } from '#shared/application/ports.ts';
import { caseNumberOf } from '#shared/domain/decision.ts';
import { normaliseRegistryNumber } from '#shared/domain/registry-number.ts';
import { storedDecision } from './schemas/decision.ts';
import type { ConditionalPut } from './transaction.ts';

/** The decision's item: put once, never over another. */
export const decisionPut = (
  table: string,
  { documentId, decision }: NonNullable<Write['decisions']>[number],
): ConditionalPut => {
  const caseNumber = caseNumberOf(decision);
  return {
    subject: 'other',
    table,
    item: {
      ...storedDecision.parse(decision),
      documentId,
      ...(caseNumber !== undefined && { caseNumberKey: normaliseRegistryNumber(caseNumber) }),
    },
    condition: 'attribute_not_exists(documentId)',
  };
};
