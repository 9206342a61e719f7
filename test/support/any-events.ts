import fc from 'fast-check';
import { toCloudEvents } from '#shared/domain/cloud-event.ts';
import {
  changeDocument,
  settleVersion,
  takeOverFrom,
  withdrawDocument,
} from '#shared/domain/commands.ts';
import { type Decision, isAct, targetOf } from '#shared/domain/decision.ts';
import { eraseDocument, erasedVersion, tellErased } from '#shared/domain/erasure.ts';
import type { DeliverableEvent } from '#shared/domain/events.ts';
import type { Subscription } from '#shared/domain/subscription.ts';
import { disabledEvent, reminderEvent, testEvent } from '#shared/domain/subscription-event.ts';
import { eventsOf } from './events.ts';
import { anyDecisions, at, available, calendar, decision, draft, entered } from './histories.ts';
import { decisionsOfVersionTakenBack } from './story.ts';

const now = '2026-01-01T00:00:00.000Z';

/** Ids as decisions and subscriptions have them. */
export const idOf = (index: number) => `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`;

/** Decisions with all that minutes may state, each under an id as they have. */
const decisions = (adoption: 'common' | 'perParty'): fc.Arbitrary<Decision[]> =>
  fc
    .tuple(
      anyDecisions(adoption, { maxLength: 12 }, idOf),
      fc.record(
        {
          caseNumber: fc.constant('KS 2026/45'),
          wording: fc.constant('från och med den 1 juli 2026'),
          recipients: fc.array(fc.constant({ name: 'Exempelregionen' }), { maxLength: 2 }),
        },
        { requiredKeys: [] },
      ),
      fc.infiniteStream(fc.boolean()),
    )
    .map(([decisions, minutes, versions]) =>
      decisions
        .filter((one) => isAboutOneOf(decisions, one))
        .map((one) => (versions.next().value ? one : withoutVersion(one)))
        .map((one) => (isAct(one) ? { ...one, ...minutes } : one)),
    );

/** Whoever records a decision about another one names it by its id, in a corrected record too. */
const isAboutOneOf = (decisions: readonly Decision[], one: Decision): boolean =>
  [one, ...(one.kind === 'correct' && one.record ? [one.record] : [])]
    .flatMap((facts) => targetOf(facts) ?? [])
    .every((target) => decisions.some(({ decisionId }) => decisionId === target));

/** An adoption need not say of which version. */
const withoutVersion = (decision: Decision): Decision => {
  if (decision.kind !== 'adopt') return decision;
  const { documentVersion: _none, ...rest } = decision;
  return rest;
};

/** A document that is to be reviewed in the middle of what is decided about it. */
const reviewed = (adoption: 'common' | 'perParty') =>
  changeDocument(draft(adoption), { reviewBy: '2022-06-15' }, at('2020-01-01T00:00:00.000Z'))
    .document;

/** What becomes of a document by decisions and by time. */
const decided = fc
  .constantFrom('common' as const, 'perParty' as const)
  .chain((adoption) =>
    decisions(adoption).map((decisions) => eventsOf(reviewed(adoption), decisions, available)),
  );

const erasing = { by: 'operator', reason: 'It named a private person.' };
const sha256 = 'a'.repeat(64);

/** What else may be recorded of a document. */
const administered = fc
  .record(
    {
      title: fc.string({ minLength: 1 }),
      keywords: fc.array(fc.string({ minLength: 1 })),
      owner: fc.string({ minLength: 1 }),
    },
    { requiredKeys: ['title'] },
  )
  .chain((changes) =>
    fc.constantFrom(
      changeDocument(draft(), changes, at(now)),
      settleVersion(draft(), { version: 1 }, at(now)),
      settleVersion(draft(), { version: 1, rejectedBecause: 'Not the file.' }, at(now)),
      takeOverFrom(
        draft(),
        { documentId: idOf(1), replaced: [{ documentId: idOf(1), decisionId: idOf(2) }] },
        at(now),
      ),
      withdrawDocument(draft(), at(now)),
      tellErased(draft(), erasedVersion({ ...available, sha256 }, erasing, now), at(now)),
      eraseDocument(draft(), { ...erasing, digest: sha256 }, at(now)),
    ),
  )
  .map(({ document, facts }) => toCloudEvents(document, facts));

/** A subscription of which an event needs to know no more. */
export const subscription = {
  subscriptionId: idOf(3),
  organisation: 'exempelkommunen',
  filter: {},
  maxPerSecond: 10,
  state: 'enabled',
  createdAt: now,
  revision: 1,
} as const;

const targets: Subscription['target'][] = [
  { type: 'webhook', url: 'https://example.org/hooks/ikraft' },
  { type: 'sqs', arn: 'arn:aws:sqs:eu-north-1:111122223333:documents' },
  { type: 'eventBridge', arn: 'arn:aws:events:eu-north-1:111122223333:event-bus/documents' },
];

const aboutSubscriptions = fc
  .record({
    target: fc.constantFrom(...targets),
    reason: fc.constantFrom('gone' as const, 'failing' as const),
    failingSince: fc.option(fc.constant(now), { nil: undefined }),
  })
  .map(({ target, ...facts }) => [
    testEvent({ ...subscription, target }, { testId: idOf(4), now }),
    disabledEvent({
      ...subscription,
      target,
      disabledReason: facts.reason,
      disabledAt: now,
      ...(facts.failingSince !== undefined && { failingSince: facts.failingSince }),
    }),
    reminderEvent(
      draft(),
      { what: 'dueSoon', at: now, dueOn: '2026-01-15', daysBefore: 14 },
      { subscriptionId: subscription.subscriptionId, nth: 1, now, calendar },
    ),
  ]);

/** What is told of any document or subscription, history by history. */
export const anyEvents: fc.Arbitrary<DeliverableEvent[]> = fc
  .tuple(
    fc.oneof(
      { arbitrary: decided, weight: 10 },
      { arbitrary: fc.oneof(administered, aboutSubscriptions), weight: 3 },
    ),
    fc.option(fc.uuid()),
  )
  .map(([events, correlationid]) =>
    correlationid === null ? events : events.map((event) => ({ ...event, correlationid })),
  );

/** A version of the document that was never one of a party. */
const versionTakenBack = eventsOf(
  draft('perParty'),
  decisionsOfVersionTakenBack.map((one, index) => ({ ...one, decisionId: idOf(index) })),
  available,
);

/** One party for which something comes, and nothing for the document. */
const partyReminded = eventsOf(
  draft('perParty'),
  [
    decision('adopt', { decidedOn: '2020-01-10', party: 'alingsas' }),
    decision('adopt', {
      decidedOn: '2020-02-10',
      fromAndIncluding: '2020-09-01',
      party: 'boras',
    }),
  ].map((one, index) => ({ ...one, decisionId: idOf(index) })),
  available,
);

/** A notice of a wrong day, and what is left of it when the decision was never taken. */
export const proceedingCorrected = eventsOf(
  draft(),
  [
    decision('adopt', { decidedOn: '2020-01-10' }),
    entered({ kind: 'notice', noticeOf: idOf(0), noticePostedOn: '2020-01-12' }, '2020-01-12'),
    entered(
      {
        kind: 'correct',
        corrects: idOf(1),
        record: { kind: 'notice', noticeOf: idOf(0), noticePostedOn: '2020-01-11' },
      },
      '2020-01-13',
    ),
    entered({ kind: 'correct', corrects: idOf(0) }, '2020-01-14'),
    entered({ kind: 'correct', corrects: idOf(1) }, '2020-01-15'),
  ].map((one, index) => ({ ...one, decisionId: idOf(index) })),
  available,
);

/** All three parties have adopted, until one takes its adoption back. */
const conditionUnmet = eventsOf(
  draft('perParty'),
  [
    ...['alingsas', 'boras', 'region'].map((party) =>
      decision('adopt', {
        decidedOn: '2020-01-10',
        party,
        takesEffectWhen: 'allPartiesAdopted',
      }),
    ),
    decision('revoke', { decidedOn: '2020-02-10', revokes: idOf(2) }),
  ].map((one, index) => ({ ...one, decisionId: idOf(index) })),
  available,
);

/** A replacement recorded under a wrong day. */
const replacementCorrected = eventsOf(
  draft(),
  [
    decision('adopt', { decidedOn: '2020-01-10' }),
    decision('replace', { decidedOn: '2020-02-10', replacedBy: idOf(9) }),
    entered(
      {
        kind: 'correct',
        corrects: idOf(1),
        record: {
          kind: 'replace',
          decidedOn: '2020-02-11',
          decidedBy: { organisation: 'Region', body: 'Council' },
          recipients: [],
          replacedBy: idOf(9),
        },
      },
      '2020-02-12',
    ),
    decision('revoke', { decidedOn: '2020-03-10', revokes: idOf(1) }),
    entered(
      {
        kind: 'correct',
        corrects: idOf(3),
        record: {
          kind: 'revoke',
          decidedOn: '2020-03-11',
          decidedBy: { organisation: 'Region', body: 'Council' },
          recipients: [],
          revokes: idOf(1),
        },
      },
      '2020-03-12',
    ),
  ].map((one, index) => ({ ...one, decisionId: idOf(index) })),
  available,
);

/** Events of histories that are too rare to be met by chance. */
export const rareEvents = [
  ...replacementCorrected,
  ...versionTakenBack,
  ...partyReminded,
  ...proceedingCorrected,
  ...conditionUnmet,
];
