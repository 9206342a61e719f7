import fc from 'fast-check';
import type {
  ActFacts,
  Decision,
  DecisionFacts,
  ProceedingFacts,
} from '#shared/domain/decision.ts';
import type { Known, Model } from './model-archive.ts';
import { plusDays } from './model-dates.ts';

const actKinds = [
  'propose',
  'recommend',
  'adopt',
  'adopt',
  'adopt',
  'amend',
  'extend',
  'suspend',
  'resume',
  'repeal',
  'replace',
  'revoke',
  'revoke',
  'annul',
  'setDate',
] as const;

const kinds = [...actKinds, 'notice', 'appeal', 'endAppeal'] as const;

const perhaps = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

/** What a registrar might state, in numbers that say what is meant once the archive is there. */
export const anyStatement = fc.record({
  document: fc.nat(3),
  kind: fc.constantFrom(...kinds),
  /** Days before today; −1 is tomorrow. */
  decidedAgo: fc.oneof(
    { weight: 12, arbitrary: fc.nat(30) },
    { weight: 1, arbitrary: fc.constant(-1) },
  ),
  from: perhaps(fc.integer({ min: -40, max: 70 })),
  isMonth: fc.boolean(),
  through: perhaps(fc.integer({ min: -2, max: 60 })),
  version: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 2 }) }, fc.constant(3)),
  party: fc.constantFrom('alingsas', 'alingsas', 'boras', 'boras', 'nobody', undefined),
  awaits: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    undefined,
    'legallyFinal',
    'allPartiesAdopted',
    'other',
  ),
  target: fc.nat(20),
  isElsewhere: fc.integer({ min: 0, max: 9 }).map((drawn) => drawn === 0),
  body: fc.constantFrom('Council', 'Board'),
  section: fc.constantFrom(undefined, '§ 9', '§ 10', '§ 129'),
  /** As a correction of another record, which it replaces or strikes. */
  corrects: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    'replaces',
    'strikes',
  ),
});

export type Statement = typeof anyStatement extends fc.Arbitrary<infer T> ? T : never;

type Kind = Statement['kind'];

/** What can be decided about several documents at once. */
export const isForGroups = (kind: Kind): kind is GroupKind =>
  !['revoke', 'annul', 'setDate', 'notice', 'appeal', 'endAppeal'].includes(kind);

export type GroupKind = Exclude<
  Kind,
  'revoke' | 'annul' | 'setDate' | 'notice' | 'appeal' | 'endAppeal'
>;

/** The statement about a document, as it would be sent today. */
export const factsOf = (
  statement: Statement,
  model: Model,
  document: Known,
  today: string,
): DecisionFacts => {
  const target = targetOf(statement, model, document);
  const stated = statedOf(statement, model, document, today, target);
  if (statement.corrects === undefined) return stated;
  return {
    kind: 'correct',
    corrects: target,
    ...(statement.corrects === 'replaces' && { record: stated }),
  };
};

/** A decision of the document, or where it is meant to be wrong one that is not on its record. */
const targetOf = (
  { target, isElsewhere, kind }: Statement,
  model: Model,
  document: Known,
): string => {
  const others = model.documents.filter((other) => other !== document);
  const from = isElsewhere ? others.flatMap(({ decisions }) => decisions) : document.decisions;
  const fits = from.filter((decision) => isFitting(kind, decision));
  const candidates = fits.length > 0 ? fits : from;
  return (
    candidates[target % candidates.length]?.decisionId ?? '01890000-0000-7000-8000-ffffffffffff'
  );
};

const isFitting = (kind: Kind, decision: Decision): boolean => {
  if (kind === 'setDate')
    return 'takesEffectWhen' in decision && decision.takesEffectWhen !== undefined;
  return kind === 'endAppeal' ? decision.kind === 'appeal' : true;
};

const statedOf = (
  statement: Statement,
  model: Model,
  document: Known,
  today: string,
  target: string,
): ActFacts | ProceedingFacts => {
  const { kind, decidedAgo, version, party, body, section, awaits } = statement;
  const decidedOn = plusDays(today, -decidedAgo);
  const isShared = document.adoption === 'common';
  const minutes = {
    decidedOn,
    decidedBy: { organisation: 'Region', body },
    recipients: [],
    ...(section !== undefined && { section }),
    // A party that is not on the list is stated for a document in common as well.
    ...(party !== undefined && (!isShared || (party === 'nobody' && version === 3)) && { party }),
  };
  const day = statement.from === undefined ? undefined : plusDays(decidedOn, statement.from);
  const date = statement.isMonth ? day?.slice(0, 7) : day;
  const from = date === undefined ? {} : { fromAndIncluding: date };
  const effect =
    awaits === undefined ? from : { takesEffectWhen: awaits, wording: 'when it is met' };
  const last = plusDays(day ?? decidedOn, statement.through ?? 0);
  const through = statement.through === undefined ? {} : { throughAndIncluding: last };
  switch (kind) {
    case 'propose':
    case 'recommend':
    case 'adopt':
      return { ...minutes, ...effect, ...through, kind, documentVersion: version };
    case 'amend':
      return { ...minutes, ...effect, kind, documentVersion: version };
    case 'extend':
      return { ...minutes, ...effect, kind, throughAndIncluding: last };
    case 'suspend':
    case 'resume':
    case 'repeal':
      return { ...minutes, ...effect, kind };
    case 'replace':
      return { ...minutes, ...effect, kind, replacedBy: successorOf(statement, model) };
    case 'revoke':
      return { ...minutes, ...from, kind, revokes: target };
    case 'annul':
      return { ...minutes, kind, annuls: target };
    case 'setDate': {
      const whom =
        version === 1 ? { setsDateOf: target } : { whenMet: 'allPartiesAdopted' as const };
      return { ...minutes, kind, fromAndIncluding: date ?? decidedOn, ...whom };
    }
    case 'notice':
      return { kind, noticeOf: target, noticePostedOn: decidedOn };
    case 'appeal':
      return { kind, appeals: target, lodgedOn: decidedOn };
    case 'endAppeal':
      return { kind, endsAppeal: target, endedOn: decidedOn };
  }
};

const successorOf = ({ target, isElsewhere }: Statement, { documents }: Model): string =>
  isElsewhere
    ? '01890000-0000-7000-8000-fffffffffffe'
    : (documents[target % documents.length]?.id ?? '');
