import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventExamples } from '#shared/contracts/event-examples.ts';
import type { DeliverableEvent } from '#shared/domain/events.ts';
import { eventInWords } from '../../../../functions/api/event-in-words.ts';
import { type Language, wordsIn } from '../../../../functions/api/feed-words.ts';
import { anyEvents, idOf, proceedingCorrected } from '../../../support/any-events.ts';
import { eventsOf } from '../../../support/events.ts';
import { available, decision, draft } from '../../../support/histories.ts';

/** As the log gives it. */
const inWords = (event: DeliverableEvent, language: Language = 'sv') =>
  eventInWords(JSON.parse(JSON.stringify(event)), wordsIn[language]);

const minutes = 'Exempelkommunen, Kommunstyrelsen';

describe('an event in plain words', () => {
  it.each([
    [
      'decision.corrected',
      'Rättelse av uppgiften om ett beslut: Riktlinje för samverkan',
      [`Beslut om ändring: ${minutes}, § 51, KS 2026/45, 2026-04-20.`],
    ],
    [
      'decision.proceedingRecorded',
      'Beslut om antagande har anslagits: Riktlinje för samverkan',
      [
        'Datum: 2026-02-17.',
        'Laga kraft: 2026-03-11.',
        `Beslut om antagande: ${minutes}, § 12, KS 2026/45, 2026-02-16.`,
      ],
    ],
    [
      'decision.conditionMet',
      'Datum kan fastställas: Riktlinje för samverkan',
      ['Beslutet fick laga kraft 2026-04-08.', 'Parter: provkommunen.'],
    ],
    [
      'document.dueSoon',
      'Påminnelse, 2026-03-01: Riktlinje för samverkan börjar gälla',
      [
        'Från och med 2026-03-01 (Europe/Stockholm).',
        'Parter: exempelkommunen.',
        `Beslut om antagande: ${minutes}, § 12, KS 2026/45, 2026-02-16.`,
      ],
    ],
    [
      'document.legallyFinal',
      'Beslut om antagande har fått laga kraft: Riktlinje för samverkan',
      ['Laga kraft: 2026-03-11.', `Beslut om antagande: ${minutes}, § 12, KS 2026/45, 2026-02-16.`],
    ],
  ] as const)('says of %s in Swedish "%s"', (type, title, paragraphs) => {
    expect(inWords(eventExamples[type])).toEqual({ title, paragraphs });
  });

  it.each([
    ['decision.corrected', 'Correction of the record of a decision: Riktlinje för samverkan'],
    ['decision.proceedingRecorded', 'Notice of the decision on adoption: Riktlinje för samverkan'],
    ['decision.conditionMet', 'A date can be set: Riktlinje för samverkan'],
    ['document.dueSoon', 'Reminder, 2026-03-01: Riktlinje för samverkan takes effect'],
    ['document.legallyFinal', 'Decision on adoption is legally final: Riktlinje för samverkan'],
  ] as const)('says of %s in English "%s"', (type, title) => {
    expect(inWords(eventExamples[type], 'en').title).toBe(title);
  });

  it('names every act in both languages, each by a word of its own', () => {
    const acts = ['suspend', 'resume', 'revoke', 'annul', 'setDate'] as const;
    const named = acts.map((kind) => [
      wordsIn.sv.decided('Plan', kind),
      wordsIn.en.decided('Plan', kind),
    ]);
    expect(named).toEqual([
      ['Beslut om tillfälligt upphävande: Plan', 'Decision on suspension: Plan'],
      ['Beslut om återupptagande: Plan', 'Decision on resumption: Plan'],
      ['Beslut om återkallelse: Plan', 'Decision on revocation: Plan'],
      ['Beslut om upphävande av domstol: Plan', 'Decision on annulment by a court: Plan'],
      ['Beslut om fastställande av datum: Plan', 'Decision on the setting of a date: Plan'],
    ]);
  });

  it('says what comes no more after a revocation', () => {
    const adoption = decision('adopt', {
      decidedOn: '2020-01-10',
      fromAndIncluding: '2020-06-01',
      decisionId: idOf(0),
    });
    const revocation = decision('revoke', {
      decidedOn: '2020-02-10',
      revokes: idOf(0),
      decisionId: idOf(1),
    });
    const told = eventsOf(draft(), [adoption, revocation], available)
      .filter(({ type }) => type === 'decision.recorded')
      .map((event) => inWords(event));
    expect(told.at(-1)).toEqual({
      title: 'Beslut om återkallelse: Guideline',
      paragraphs: [
        'Beslut om återkallelse: Municipality, Board, 2020-02-10.',
        'Inställt: Guideline börjar gälla',
      ],
    });
  });

  it('says that a date is awaited, and for what', () => {
    const waits = (takesEffectWhen: string) => ({
      ...eventExamples['decision.recorded'],
      data: { ...eventExamples['decision.recorded'].data, takesEffectWhen },
    });
    const last = (condition: string, language?: Language) =>
      inWords(waits(condition), language).paragraphs.at(-1);
    expect(last('legallyFinal')).toBe('Datum fastställs när beslutet har fått laga kraft.');
    expect(last('allPartiesAdopted')).toBe(
      'Datum fastställs när alla parter har antagit dokumentet.',
    );
    expect(last('other', 'en')).toBe('A date is set later.');
  });

  it('tells a struck record and one of a proceeding from a decision that is set right', () => {
    const corrections = proceedingCorrected.filter(({ type }) => type === 'decision.corrected');
    expect(corrections.map((event) => inWords(event).title)).toEqual([
      'Rättelse av uppgiften om anslag eller överklagande: Guideline',
      'Rättelse, uppgiften om ett beslut stryks: Guideline',
      'Rättelse, uppgiften om anslag eller överklagande stryks: Guideline',
    ]);
  });

  it('says that a decision is not final after all, and when a review is due', () => {
    const { legallyFinalOn: _none, ...final } = eventExamples['document.legallyFinal'].data;
    const taken = {
      ...eventExamples['document.legallyFinal'],
      data: { ...final, correction: true },
    };
    expect(inWords(taken).title).toBe(
      'Rättelse, beslut om antagande har inte laga kraft: Riktlinje för samverkan',
    );
    const { from, to, dueAt, decision, ...ahead } = eventExamples['document.dueSoon'].data;
    const review = { ...eventExamples['document.dueSoon'], data: { ...ahead, reason: 'review' } };
    expect(inWords(review)).toEqual({
      title: 'Påminnelse, 2026-03-01: Riktlinje för samverkan ska ses över',
      paragraphs: [],
    });
  });

  it('is never left at the type alone', () => {
    fc.assert(
      fc.property(anyEvents, fc.constantFrom('sv' as const, 'en' as const), (events, language) => {
        for (const event of events.filter(({ type }) => !type.startsWith('subscription.'))) {
          expect(inWords(event, language).paragraphs).not.toContain(event.type);
        }
      }),
    );
  });
});
