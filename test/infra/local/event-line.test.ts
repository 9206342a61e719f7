import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { eventExamples } from '#shared/contracts/event-examples.ts';
import { eventAnswer } from '../../../infra/local/api-answers.ts';
import { eventLine } from '../../../infra/local/event-line.ts';

const lineOf = (event: unknown): string =>
  stripVTControlCharacters(
    eventLine({
      event: eventAnswer.parse(event),
      receivedAt: Date.parse('2026-06-30T22:00:00.412Z'),
    }),
  );

describe('the line of an event', () => {
  it.each([
    ['document.registered', 'Riktlinje för samverkan'],
    ['decision.recorded', 'Riktlinje för samverkan (exempelkommunen): adopt'],
    ['decision.corrected', 'Riktlinje för samverkan (exempelkommunen): amend'],
    ['decision.proceedingRecorded', 'Riktlinje för samverkan (exempelkommunen): notice 2026-02-17'],
    ['decision.conditionMet', 'Riktlinje för samverkan: legallyFinal 2026-04-08'],
    ['document.statusChanged', 'Riktlinje för samverkan: adopted → inForce'],
    ['document.versionChanged', 'Riktlinje för samverkan: amend'],
    [
      'party.statusChanged',
      'Riktlinje för samverkan (exempelkommunen): inForce → repealed retroactive',
    ],
    ['document.dueSoon', 'Riktlinje för samverkan: 2026-03-01 adopted → inForce'],
    ['document.legallyFinal', 'Riktlinje för samverkan (exempelkommunen): adopt 2026-03-11'],
  ] as const)('of %s says what it is about', (type, about) => {
    expect(lineOf(eventExamples[type])).toBe(`00:00:00.412 ✓ ${type}  ${about}`);
  });

  it('says of a review that it is one', () => {
    const { from, to, decision, ...ahead } = eventExamples['document.dueSoon'].data;
    const review = { ...eventExamples['document.dueSoon'], data: ahead };
    expect(lineOf(review)).toMatch(/: 2026-03-01 review$/);
  });

  it('marks what was never so', () => {
    const corrected = eventExamples['decision.corrected'];
    const struck = { ...corrected, data: { ...corrected.data, struck: true } };
    expect(lineOf(struck)).toMatch(/: amend struck$/);
    const { legallyFinalOn, ...final } = eventExamples['document.legallyFinal'].data;
    const undone = {
      ...eventExamples['document.legallyFinal'],
      data: { ...final, correction: true },
    };
    expect(lineOf(undone)).toMatch(/: adopt correction$/);
  });
});
