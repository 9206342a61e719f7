import { afterToday, decidedBeforeTarget, noticeFaults, ofProceeding } from './admissible-dates.ts';
import { type Act, type Decision, isProceeding } from './decision.ts';
import type { Document } from './document.ts';
import { limits } from './limits.ts';
import type { Context } from './project.ts';
import { Refusal, refuse } from './refusal.ts';
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
  return [
    tooMany(document),
    tooManyRevocations(decision, before),
    ...checks(document, decision, version, before, context),
  ].flatMap((refusal) => refusal ?? []);
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
  const wrong = before.acts.get(decision.corrects);
  // What is on record with a version is corrected with it, though its file has been erased since.
  const isKept = version?.state === 'erased' && wrong && versionOf(wrong) === version.version;
  return ofStatement(document, stated, version, before, context)
    .flatMap((refusal) => refusal ?? [])
    .filter(({ code }) => !(isKept && code === 'version_not_available'))
    .map(({ code, message, faults }) => {
      const inRecord = faults.map((fault) => ({ ...fault, pointer: `/record${fault.pointer}` }));
      return new Refusal(code, message, inRecord);
    });
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

const tooManyRevocations = (decision: Decision, { acts }: Timeline): Refusal | undefined => {
  const stated = decision.kind === 'correct' ? decision.record : decision;
  if (stated?.kind !== 'revoke') return;
  const revocations = [...acts.values()].filter(({ kind }) => kind === 'revoke');
  return revocations.length < limits.revocationsPerDocument
    ? undefined
    : new Refusal(
        'limit_exceeded',
        `A document has at most ${limits.revocationsPerDocument} revocations; record what the body decides instead, such as an adoption.`,
      );
};

const ofAct = (
  document: Document,
  act: Act,
  version: Version | undefined,
  before: Timeline,
  context: Context,
): (Refusal | undefined)[] => [
  afterToday(document, act.decidedOn, '/decidedOn', context),
  ...(targetsDecision(act) ? ofItsTarget(act) : partyFaults(document, act)),
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

/** Whom it counts for is settled by the decision that it is about. */
const targetsDecision = ({ kind }: Act): boolean =>
  kind === 'revoke' || kind === 'annul' || kind === 'setDate';

const ofItsTarget = ({ party, kind }: Act): Refusal[] =>
  party === undefined
    ? []
    : [
        refuse(
          'party_not_applicable',
          '/party',
          `A ${kind} counts for whom the decision counts that it is about; leave party out.`,
        ),
      ];

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

const versionOf = (act: Act): number | undefined =>
  'documentVersion' in act ? act.documentVersion : undefined;

const versionFault = (act: Act, version: Version | undefined): Refusal | undefined => {
  const named = versionOf(act);
  if (named === undefined) return;
  if (version === undefined) {
    return refuse('version_not_found', '/documentVersion', `There is no version ${named}.`);
  }
  if (version.state === 'available') return;
  return refuse(
    'version_not_available',
    '/documentVersion',
    version.state === 'erased'
      ? `The file of version ${named} was erased at ${version.erasedAt}, so nothing can be decided about it any more; announce a file anew.`
      : `Version ${named} is ${version.state}, so it cannot be decided about; its upload must be verified first.`,
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
