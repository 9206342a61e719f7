import { type Act, type Decision, isProceeding, type Proceeding } from './decision.ts';
import type { Document } from './document.ts';
import type { LocalDate } from './instant.ts';
import { limits } from './limits.ts';
import type { Context } from './project.ts';
import { Refusal } from './refusal.ts';
import { stepsOfOne } from './steps.ts';
import type { Timeline } from './timeline.ts';
import type { Version } from './version.ts';

/**
 * Why the decision cannot be recorded as it is stated, whatever the timeline would make of it: every reason,
 * not the first alone. `before` is what the record amounts to without it.
 */
export const inadmissible = (
  document: Document,
  decision: Decision,
  version: Version | undefined,
  before: Timeline,
  context: Context,
): Refusal[] => {
  const checks = decision.kind === 'correct' ? ofRecord : ofStatement;
  return [tooMany(document), ...checks(document, decision, version, before, context)].flatMap(
    (refusal) => refusal ?? [],
  );
};

type Check<D extends Decision> = (
  document: Document,
  decision: D,
  version: Version | undefined,
  before: Timeline,
  context: Context,
) => (Refusal | undefined)[];

/** A correction is as admissible as what it puts in place of the wrong record. */
const ofRecord: Check<Decision> = (document, decision, version, before, context) => {
  if (decision.kind !== 'correct' || decision.record === undefined) return [];
  const { decisionId, recordedAt, recordedBy, record } = decision;
  const stated = { ...record, decisionId, recordedAt, recordedBy };
  return ofStatement(document, stated, version, before, context).map(
    (refusal) =>
      refusal &&
      new Refusal(
        refusal.code,
        refusal.message,
        refusal.faults.map((fault) => ({ ...fault, pointer: `/record${fault.pointer}` })),
      ),
  );
};

const ofStatement: Check<Decision> = (document, decision, version, before, context) => {
  if (decision.kind === 'correct') return [];
  return isProceeding(decision)
    ? ofProceeding(document, decision, before, context)
    : ofAct(document, decision, version, before, context);
};

const tooMany = ({ decisionCount }: Document): Refusal | undefined =>
  decisionCount < limits.decisionsPerDocument
    ? undefined
    : new Refusal(
        'limit_exceeded',
        `A document has at most ${limits.decisionsPerDocument} decisions; register a new document.`,
      );

const ofAct = (
  document: Document,
  act: Act,
  version: Version | undefined,
  before: Timeline,
  context: Context,
): (Refusal | undefined)[] => [
  afterToday(document, act.decidedOn, '/decidedOn', context),
  ...partyFaults(document, act),
  versionFault(act, version),
  conditionFault(document, act),
  act.kind === 'replace' && act.replacedBy === document.documentId
    ? refuse(
        'replaced_by_itself',
        '/replacedBy',
        'A document cannot take over from itself; name the other document.',
      )
    : undefined,
  ...noticeFaults(document, act, context),
  decidedBeforeTarget(act, before),
  // Dates that make no sense in the zone are refused here, with the sentence that says why.
  dateFault(() => stepsOfOne(act, document.timeZone, context.calendar)),
];

const ofProceeding = (
  document: Document,
  proceeding: Proceeding,
  before: Timeline,
  context: Context,
): (Refusal | undefined)[] => {
  switch (proceeding.kind) {
    case 'notice': {
      const decidedOn = before.acts.get(proceeding.noticeOf)?.decidedOn;
      return noticeFaults(document, { ...proceeding, decidedOn }, context);
    }
    case 'appeal':
      return [
        afterToday(document, proceeding.lodgedOn, '/lodgedOn', context),
        tooSoon(
          proceeding.lodgedOn,
          before.acts.get(proceeding.appeals)?.decidedOn,
          '/lodgedOn',
          'An appeal is lodged after the decision',
        ),
      ];
    case 'endAppeal': {
      const appeal = before.proceedings.find(
        ({ decisionId }) => decisionId === proceeding.endsAppeal,
      );
      const lodgedOn = appeal?.kind === 'appeal' ? appeal.lodgedOn : undefined;
      return [
        afterToday(document, proceeding.endedOn, '/endedOn', context),
        tooSoon(proceeding.endedOn, lodgedOn, '/endedOn', 'An appeal ends after it is lodged'),
      ];
    }
  }
};

const noticeFaults = (
  document: Document,
  {
    noticePostedOn,
    legallyFinalOn,
    decidedOn,
  }: {
    readonly noticePostedOn?: LocalDate;
    readonly legallyFinalOn?: LocalDate;
    readonly decidedOn: LocalDate | undefined;
  },
  context: Context,
): (Refusal | undefined)[] => [
  ...(noticePostedOn === undefined
    ? []
    : [
        afterToday(document, noticePostedOn, '/noticePostedOn', context),
        tooSoon(
          noticePostedOn,
          decidedOn,
          '/noticePostedOn',
          'A notice is posted after the decision',
        ),
      ]),
  tooSoon(
    legallyFinalOn,
    decidedOn,
    '/legallyFinalOn',
    'A decision becomes final after it is taken',
  ),
];

const tooSoon = (
  date: LocalDate | undefined,
  earliest: LocalDate | undefined,
  pointer: string,
  rule: string,
): Refusal | undefined =>
  date !== undefined && earliest !== undefined && date < earliest
    ? refuse('invalid_date', pointer, `${rule}: ${date} is before ${earliest}.`)
    : undefined;

const afterToday = (
  { timeZone }: Document,
  date: LocalDate,
  pointer: string,
  { now, calendar }: Context,
): Refusal | undefined => {
  const today = calendar.dateAt(now, timeZone);
  if (date <= today) return;
  return refuse(
    'decided_in_future',
    pointer,
    `What has happened is recorded, not what will: ${pointer.slice(1)} is after today, ${today} in ${timeZone}.`,
  );
};

/** Nobody takes back, or dates, what has not been decided yet. */
const decidedBeforeTarget = (act: Act, { acts }: Timeline): Refusal | undefined => {
  const [pointer, id] =
    act.kind === 'revoke'
      ? ['/revokes', act.revokes]
      : act.kind === 'annul'
        ? ['/annuls', act.annuls]
        : ['/setsDateOf', act.kind === 'setDate' ? act.setsDateOf : undefined];
  const target = id === undefined ? undefined : acts.get(id);
  if (target === undefined || act.decidedOn >= target.decidedOn) return;
  return refuse(
    'undone_before_decided',
    pointer,
    `It is decided on ${act.decidedOn}, before the decision that it is about, of ${target.decidedOn}: check decidedOn.`,
  );
};

const conditionFault = ({ adoption }: Document, act: Act): Refusal | undefined => {
  const condition = 'takesEffectWhen' in act ? act.takesEffectWhen : undefined;
  const asksForAll =
    condition === 'allPartiesAdopted' || (act.kind === 'setDate' && act.whenMet !== undefined);
  if (asksForAll && adoption === 'common') {
    return refuse(
      'condition_not_applicable',
      act.kind === 'setDate' ? '/whenMet' : '/takesEffectWhen',
      'This document is adopted in common, so no parties adopt it one by one; state another condition, or a date.',
    );
  }
  if (condition !== 'other' || act.wording !== undefined) return;
  return refuse(
    'condition_not_applicable',
    '/wording',
    'State in wording, as the decision has it, what the effect waits for.',
  );
};

const partyFaults = (
  { adoption, parties }: Document,
  { kind, party }: Act,
): (Refusal | undefined)[] => {
  if (adoption === 'common') {
    return party === undefined
      ? []
      : [
          refuse(
            'party_not_applicable',
            '/party',
            'This document is adopted in common; leave party out, or register one with adoption "perParty".',
          ),
        ];
  }
  if (party === undefined) {
    return kind === 'adopt'
      ? [refuse('party_required', '/party', 'Each party adopts for itself: name the party.')]
      : [];
  }
  return parties.some(({ id }) => id === party)
    ? []
    : [
        refuse(
          'unknown_party',
          '/party',
          `"${party}" is not on the list of parties; add it to the document first.`,
        ),
      ];
};

const versionFault = (act: Act, version: Version | undefined): Refusal | undefined => {
  const named = 'documentVersion' in act ? act.documentVersion : undefined;
  if (named === undefined) return;
  if (version === undefined) {
    return refuse('version_not_found', '/documentVersion', `There is no version ${named}.`);
  }
  if (version.state === 'available') return;
  return refuse(
    'version_not_available',
    '/documentVersion',
    `Version ${named} is ${version.state}, so it cannot be decided about; its upload must be verified first.`,
  );
};

const dateFault = (check: () => unknown): Refusal | undefined => {
  try {
    check();
    return;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};

const refuse = (code: Refusal['code'], pointer: string, message: string): Refusal =>
  new Refusal(code, message, [{ pointer, message }]);
