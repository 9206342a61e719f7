import type { Write } from '#shared/application/ports.ts';
import { normaliseRegistryNumber } from '#shared/domain/registry-number.ts';
import { storedDecision } from './schemas/decision.ts';
import type { ConditionalPut } from './transaction.ts';

/** The decision's item: put once, never over another. */
export const decisionPut = (
  table: string,
  { documentId, decision }: NonNullable<Write['decision']>,
): ConditionalPut => ({
  subject: 'other',
  table,
  item: {
    ...storedDecision.parse(decision),
    documentId,
    ...(decision.caseNumber !== undefined && {
      caseNumberKey: normaliseRegistryNumber(decision.caseNumber),
    }),
  },
  condition: 'attribute_not_exists(documentId)',
});
