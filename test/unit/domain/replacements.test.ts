import { describe, expect, it } from 'vitest';
import type { Decision } from '#shared/domain/decision.ts';
import { replacementsOf } from '#shared/domain/replacements.ts';
import { timeline } from '#shared/domain/timeline.ts';
import { calendar, decision, draft, entered, startOf } from '../../support/histories.ts';

const adopted = decision('adopt', { decidedOn: '2026-01-12' });
const replaced = decision('replace', {
  decidedOn: '2026-02-02',
  fromAndIncluding: '2026-04-01',
  replacedBy: 'successor',
});

const linksOf = (...decisions: Decision[]) =>
  Object.fromEntries(
    replacementsOf('document', timeline(draft(), [adopted, ...decisions], calendar)),
  );
const revoked = (fromAndIncluding: string) =>
  decision('revoke', { decidedOn: '2026-03-02', revokes: replaced.decisionId, fromAndIncluding });
const link = {
  documentId: 'document',
  decisionId: replaced.decisionId,
  from: startOf('2026-04-01'),
};

describe('the link to the document that takes over', () => {
  it('begins with the replacement', () => {
    expect(linksOf(replaced)).toEqual({ successor: [link] });
  });

  it('is none where the replacement is revoked by its day, annulled or struck', () => {
    expect(linksOf(replaced, revoked('2026-04-01'))).toEqual({});
    const annulment = decision('annul', { decidedOn: '2026-05-01', annuls: replaced.decisionId });
    expect(linksOf(replaced, annulment)).toEqual({});
    const strike = entered({ kind: 'correct', corrects: replaced.decisionId }, '2026-05-01');
    expect(linksOf(replaced, strike)).toEqual({});
  });

  it('ends where the replacement is revoked later', () => {
    expect(linksOf(replaced, revoked('2026-04-02'))).toEqual({
      successor: [{ ...link, to: startOf('2026-04-02') }],
    });
  });

  it('has no beginning while the date is awaited', () => {
    const awaits = decision('replace', {
      decidedOn: '2026-02-02',
      takesEffectWhen: 'legallyFinal',
      replacedBy: 'successor',
    });
    expect(linksOf(awaits)).toEqual({
      successor: [{ documentId: 'document', decisionId: awaits.decisionId }],
    });
  });

  it('is none of a replacement that has nothing to replace', () => {
    const early = decision('replace', { decidedOn: '2025-01-01', replacedBy: 'successor' });
    expect(linksOf(early)).toEqual({});
  });
});
