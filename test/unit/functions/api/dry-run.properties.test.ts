import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asOf, dueWrite } from '#shared/application/document-write.ts';
import { previewDecision } from '#shared/application/preview-decision.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import type { EventFact } from '#shared/domain/events.ts';
import { Refusal } from '#shared/domain/refusal.ts';
import { anyDecision } from '../../../support/any-decision.ts';
import type { memoryApi } from '../../../support/api.ts';
import { anyDeed, recordedHistory, statedNow } from '../../../support/recorded-history.ts';

type Api = ReturnType<typeof memoryApi>;

const toldSince = ({ repository }: Api, written: number) =>
  repository.stream
    .slice(written)
    .flatMap(({ document: { documentId }, emitted }) =>
      emitted.map((fact: EventFact) => ({ documentId, fact })),
    );

/** What time alone tells of a document up to an instant, as the clock would write it. */
const toldByTime = async (api: Api, documentId: string, instants: readonly string[]) => {
  const written = api.repository.stream.length;
  for (const at of instants) {
    api.clock.set(at);
    const document = await api.repository.document(documentId);
    const write = document && (await dueWrite(api, document, at));
    if (write) await api.repository.commit({ documents: [write] });
  }
  return toldSince(api, written);
};

const last = fc.record({
  drawn: anyDecision('perParty'),
  document: fc.nat({ max: 2 }),
  successor: fc.integer({ min: 1, max: 2 }),
});

it('a dry run says what the same request then does, and what time does after it', async () => {
  const outcomes = { recorded: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(anyDeed, { maxLength: 10 }), last, async (history, act) => {
      const { api, ids } = await recordedHistory(history);
      api.clock.advance(1);
      const documentId = ids[act.document] ?? '';
      const successor = ids[(act.document + act.successor) % 3] ?? '';
      const facts = await statedNow(api, documentId, successor, act.drawn, act.document > 0);
      const statement = { documentId, facts, by: 'registrar' };

      const state = () => JSON.stringify([api.repository.stream, api.repository.stream.length]);
      const before = state();
      const { item, now, coming, comingInFull } = await previewDecision(api, statement);
      expect(state()).toBe(before);
      expect(await api.repository.decisions(documentId)).not.toContainEqual(item.decision);

      const written = api.repository.stream.length;
      const [conflict] = item.conflicts;
      if (conflict !== undefined) {
        outcomes.refused++;
        const refused = await recordDecision(api, statement).catch((error: unknown) => error);
        expect(refused).toBeInstanceOf(Refusal);
        expect(refused).toMatchObject({
          code: conflict.code,
          message: conflict.message,
          faults: conflict.faults,
        });
        expect([now, coming]).toEqual([[], []]);
        return;
      }
      outcomes.recorded++;
      const done = await recordDecision(api, statement);
      const renamed = <Said>(said: Said): Said =>
        JSON.parse(
          JSON.stringify(said).replaceAll(item.decision.decisionId, done.decision.decisionId),
        );
      expect(renamed(item.document)).toEqual(JSON.parse(JSON.stringify(done.document)));
      expect(renamed(item.timeline.document)).toEqual(done.timeline.document);
      expect(renamed(item.warnings)).toEqual(done.warnings);
      const briefly = ({ documentId, fact }: { documentId: string; fact: EventFact }) => ({
        documentId,
        fact: JSON.parse(JSON.stringify(fact)),
      });
      expect(renamed(now.map(briefly))).toEqual(toldSince(api, written).map(briefly));

      expect(comingInFull).toBe(true);
      const instants = [...new Set(coming.map(({ fact }) => fact.time))];
      const told = await toldByTime(api, documentId, instants);
      expect(renamed(coming.map(briefly))).toEqual(told.map(briefly));
      const stored = await api.repository.document(documentId);
      const standing = stored && (await asOf(api, stored, api.clock.now()));
      expect([standing?.planned, standing?.milestones]).toEqual([[], []]);
    }),
    { numRuns: 150 },
  );
  expect(Math.min(outcomes.recorded, outcomes.refused)).toBeGreaterThan(10);
}, 60_000);
