import fc from 'fast-check';
import { announceVersion } from '#shared/application/announce-version.ts';
import { applyDue } from '#shared/application/apply-due.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import { registerDocument } from '#shared/application/register-document.ts';
import { settleVersion } from '#shared/application/settle-version.ts';
import type { DecisionKind } from '#shared/domain/decision.ts';
import { Refusal } from '#shared/domain/refusal.ts';
import { step } from './histories.ts';
import { stated, useCases } from './use-cases.ts';

const day = 86_400_000;

const days = (min: number, max: number) => fc.integer({ min, max });
const perhaps = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const decided = fc.record({
  document: days(0, 5),
  /** Since what happened before. */
  after: days(0, 120),
  kind: fc.constantFrom<DecisionKind>(
    'recommend',
    'adopt',
    'adopt',
    'adopt',
    'amend',
    'extend',
    'repeal',
    'replace',
  ),
  party: fc.constantFrom('alingsas', 'boras', undefined),
  from: perhaps(days(-200, 400)),
  through: perhaps(days(0, 900)),
  version: days(1, 3),
});

/** A few documents, decided about as the days pass; what is due is written now and then. */
export const anyArchive = fc.record({
  adoptions: fc.array(fc.constantFrom('common' as const, 'perParty' as const), {
    minLength: 1,
    maxLength: 6,
  }),
  acts: fc.array(fc.oneof({ weight: 7, arbitrary: decided }, fc.constant('apply' as const)), {
    minLength: 3,
    maxLength: 30,
  }),
  /** From the last act to the reading. */
  wait: days(0, 300),
});

export type Archive = typeof anyArchive extends fc.Arbitrary<infer T> ? T : never;

const parties = ['alingsas', 'boras', 'region'].map((id) => ({ id, name: `Party ${id}` }));

/** The archive over memory, at the time of reading. */
export const buildArchive = async ({ adoptions, acts, wait }: Archive) => {
  const world = useCases();
  const ids: string[] = [];
  for (const adoption of adoptions) ids.push(await register(world, adoption));

  for (const act of acts) {
    if (act === 'apply') {
      await applyDue(world, { deadline: step(world.clock.now(), day) });
      continue;
    }
    world.clock.advance(act.after * day);
    const place = act.document % ids.length;
    const party = adoptions[place] === 'perParty' ? act.party : undefined;
    await record(world, ids[place] ?? '', ids.at(place - 1) ?? '', { ...act, party });
  }
  world.clock.advance(wait * day);
  return { ...world, documentIds: ids };
};

type World = ReturnType<typeof useCases>;

const register = async (world: World, adoption: 'common' | 'perParty'): Promise<string> => {
  const { documentId } = await registerDocument(world, {
    by: 'registrar',
    registration: {
      title: 'Guideline',
      type: 'guideline',
      language: 'sv',
      issuer: { organisation: 'Region' },
      adoption,
      parties,
      keywords: [],
      timeZone: 'Europe/Stockholm',
    },
  });
  for (let version = 1; version <= 3; version++) {
    const announcement = {
      fileName: 'a.pdf',
      mediaType: 'application/pdf',
      size: 1,
      sha256: '0'.repeat(64),
    } as const;
    await announceVersion(world, { documentId, announcement, by: 'registrar' });
    const outcome = { state: 'available', objectVersion: '1' } as const;
    await settleVersion(world, { documentId, version, outcome });
  }
  return documentId;
};

/** What the rules refuse is left out, as a registrar would. */
const record = async (
  world: World,
  documentId: string,
  replacedBy: string,
  { kind, party, from, through, version }: Omit<Archive['acts'][number] & object, 'document'>,
): Promise<void> => {
  const dateIn = (count: number) => step(world.clock.now(), count * day).slice(0, 10);
  const facts = stated(kind, {
    decidedOn: dateIn(0),
    ...(party !== undefined && { party }),
    ...(from !== undefined && { fromAndIncluding: dateIn(from) }),
    ...(['adopt', 'extend'].includes(kind) &&
      through !== undefined && { throughAndIncluding: dateIn((from ?? 0) + through) }),
    ...(['adopt', 'amend'].includes(kind) && { documentVersion: version }),
    ...(kind === 'replace' && { replacedBy }),
  });
  try {
    await recordDecision(world, { documentId, facts, by: 'registrar' });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
};
