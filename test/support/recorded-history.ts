import fc from 'fast-check';
import { announceVersion } from '#shared/application/announce-version.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import type { Decision, DecisionFacts } from '#shared/domain/decision.ts';
import { Refusal } from '#shared/domain/refusal.ts';
import { aimed, anyDecision } from './any-decision.ts';
import { memoryApi } from './api.ts';
import { step } from './histories.ts';

const day = 86_400_000;
const documents = 3;

/** Something that a registrar does, some time after what was done before. */
export const anyDeed = fc.record({
  /** Milliseconds; never at the same instant. */
  after: fc.integer({ min: 1, max: 90 * day }),
  document: fc.nat({ max: documents - 1 }),
  /** Places further on. */
  successor: fc.integer({ min: 1, max: documents - 1 }),
  drawn: fc.oneof(
    { arbitrary: anyDecision('perParty'), weight: 8 },
    { arbitrary: fc.constant('register' as const), weight: 1 },
    { arbitrary: fc.constant('party' as const), weight: 1 },
  ),
});

export type Deed = typeof anyDeed extends fc.Arbitrary<infer T> ? T : never;

const announcement = {
  fileName: 'a.pdf',
  mediaType: 'application/pdf',
  size: 1,
  sha256: '0'.repeat(64),
} as const;

const parties = ['alingsas', 'boras', 'region'].map((id) => ({ id, name: id }));

/** An API with what the deeds leave; what the rules refuse is left out, as a registrar would. */
export const recordedHistory = async (deeds: readonly Deed[]) => {
  const api = memoryApi();
  const perParty = { adoption: 'perParty', parties: parties.slice(0, 2) };
  const ids: string[] = [];
  const idAt = (index: number) => ids[index % documents] ?? '';
  const register = async (facts: Readonly<Record<string, unknown>>) => {
    const documentId = await api.register(facts);
    for (const version of [1, 2, 3]) {
      await announceVersion(api, { documentId, announcement, by: 'registrar' });
      await api.settle(documentId, version, { state: 'available', objectVersion: '1' });
    }
    ids.push(documentId);
  };
  await register({});
  await register(perParty);
  await register(perParty);
  await api.decide(idAt(0), 'adopt', { decidedOn: '2026-01-10' });
  await api.decide(idAt(1), 'adopt', { decidedOn: '2026-01-10', party: 'boras' });

  for (const { after, document, successor, drawn } of deeds) {
    api.clock.advance(after);
    if (drawn === 'register') {
      await register(perParty);
    } else if (drawn === 'party') {
      const headers = { 'if-match': '*' };
      const body = { parties };
      await api.send('PATCH', `/v1/documents/${idAt(document)}`, { headers, body });
    } else {
      const facts = await statedNow(
        api,
        idAt(document),
        idAt(document + successor),
        drawn,
        document > 0,
      );
      await record(api, idAt(document), facts);
    }
  }
  return { api, ids };
};

type Api = ReturnType<typeof memoryApi>;

/** The drawn decision as it can be stated now, about what is on record. */
export const statedNow = async (
  { repository, clock }: Api,
  documentId: string,
  successor: string,
  drawn: Decision,
  isPerParty: boolean,
): Promise<DecisionFacts> => {
  const recorded = await repository.decisions(documentId);
  const now = clock.now();
  const late = { ...drawn, recordedAt: now, decisionId: 'zz' };
  const { decisionId: _id, recordedAt: _at, recordedBy: _by, ...facts } = aimed(late, recorded);
  return clamp(facts, successor, now, isPerParty);
};

const clamp = (
  facts: DecisionFacts,
  successor: string,
  now: string,
  isPerParty: boolean,
): DecisionFacts => {
  if (facts.kind === 'correct') {
    const { record, ...correction } = facts;
    if (record === undefined) return correction;
    const clamped = clamp(record, successor, now, isPerParty);
    return clamped.kind === 'correct' ? correction : { ...correction, record: clamped };
  }
  const moved: DecisionFacts = JSON.parse(
    // What takes effect is some of it past and some to come; what has happened did so in the last month.
    JSON.stringify(facts).replace(
      /("(\w+)":")202(\d)-(\d\d)(-\d\d)?/g,
      (_all, lead: string, name: string, year: string, month: string, date = '') =>
        /decidedOn|noticePostedOn|lodgedOn|endedOn/.test(name)
          ? `${lead}${step(now, Number(date) * day).slice(0, 10)}`
          : `${lead}${2024 + Number(year)}-${month}${date}`,
    ),
  );
  const named = 'replacedBy' in moved ? { ...moved, replacedBy: successor } : moved;
  if (isPerParty) return named.kind === 'adopt' ? { party: 'alingsas', ...named } : named;
  if (!('party' in named)) return named;
  const { party: _party, ...common } = named;
  return common;
};

const record = async (api: Api, documentId: string, facts: DecisionFacts): Promise<void> => {
  try {
    await recordDecision(api, { documentId, facts, by: 'registrar' });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
};
