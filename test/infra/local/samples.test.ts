import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { decisionRequest } from '#shared/contracts/decision-request.ts';
import { documentRegistration } from '#shared/contracts/document-registration.ts';
import { readSample, sampleNames } from '../../../infra/local/case-file.ts';

const samples = await Promise.all((await sampleNames()).map(readSample));
const guideline = await readSample('guideline-vastra-gotaland');

describe('a sample', () => {
  it.each(samples)('is what the API takes: $key', ({ document, decisions, file }) => {
    const { error } = documentRegistration.safeParse(document);
    expect(error && z.prettifyError(error)).toBeUndefined();
    for (const decision of decisions) {
      const outcome = decisionRequest.safeParse(decision);
      expect(outcome.error && z.prettifyError(outcome.error)).toBeUndefined();
    }
    expect(file.bytes.length).toBeGreaterThan(0);
  });
});

describe('the guideline of Västra Götaland', () => {
  it('is for the 49 municipalities and the region', () => {
    const { parties } = documentRegistration.parse(guideline.document);
    expect(parties).toHaveLength(50);
    expect(parties).toContainEqual({ id: 'alingsas', name: 'Alingsås kommun' });
  });

  it('ends with its repeal, which is all that the story keeps for last', () => {
    expect(guideline.decisions.map(({ kind }) => kind)).toEqual([
      'recommend',
      'adopt',
      'propose',
      'repeal',
    ]);
  });

  it('marks each date that the papers do not give', () => {
    const assumed = guideline.decisions.filter(({ note }) => /antagande/.test(String(note)));
    expect(assumed.map(({ decidedOn }) => decidedOn)).toEqual([
      '2020-09-02',
      '2026-03-25',
      '2026-05-29',
    ]);
  });
});
