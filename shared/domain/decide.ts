import type { Decision } from './decision.ts';
import type { Change, Document } from './document.ts';
import type { Timeline } from './interval.ts';
import { limits } from './limits.ts';
import { refusalOf } from './obstacle.ts';
import { type Context, project, revise } from './project.ts';
import { Refusal } from './refusal.ts';
import { stepsOfOne } from './steps.ts';
import { timeline } from './timeline.ts';
import type { Version } from './version.ts';

export interface DecisionState {
  readonly document: Document;
  /** Those recorded before. */
  readonly decisions: readonly Decision[];
  /** The version that the new decision names, where there is one. */
  readonly version: Version | undefined;
}

export interface Decided extends Change {
  readonly decision: Decision;
  readonly timeline: Timeline;
}

/**
 * Records a decision: what the document becomes and what is told. Only the new decision is judged, at
 * its own legal instant; what was recorded before stays as it is. @throws Refusal with the reason
 */
export const decide = (
  { document, decisions, version }: DecisionState,
  decision: Decision,
  context: Context,
): Decided => {
  checkAdmissible(document, decision, version, context);
  const all = [...decisions, decision];
  const before = timeline(document, decisions, context.calendar);
  const after = timeline(document, all, context.calendar);
  const obstacle = after.withoutEffect.get(decision.decisionId);
  if (obstacle) throw refusalOf(obstacle, decision, all);

  const recorded = {
    type: 'decision.recorded',
    time: context.now,
    decisionId: decision.decisionId,
    ...(decision.party !== undefined && { party: decision.party }),
    ...('documentVersion' in decision &&
      decision.documentVersion !== undefined && { documentVersion: decision.documentVersion }),
    ...('throughAndIncluding' in decision &&
      decision.throughAndIncluding !== undefined && {
        throughAndIncluding: decision.throughAndIncluding,
      }),
    ...(decision.kind === 'replace' && { replacedBy: decision.replacedBy }),
    ...(decision.wording !== undefined && { wording: decision.wording }),
    ...(decision.recipients.length > 0 && {
      recipients: decision.recipients.map(({ name }) => name),
    }),
    effectiveBeforeDecided: isEffectiveBeforeDecided(document, decision, context),
  } as const;
  const projected = project(document, before, after, all, recorded, context);
  const change = revise(
    document,
    {
      document: { ...projected.document, decisionCount: document.decisionCount + 1 },
      facts: projected.facts,
    },
    context.now,
  );
  return { ...change, decision, timeline: after };
};

/** Decided after it took effect: allowed, and marked. */
export const isEffectiveBeforeDecided = (
  { timeZone }: Pick<Document, 'timeZone'>,
  decision: Decision,
  { calendar }: Pick<Context, 'calendar'>,
): boolean => {
  const effectiveAt = stepsOfOne(decision, timeZone, calendar)[0]?.effectiveAt;
  return (
    effectiveAt !== undefined && effectiveAt < calendar.startOfDay(decision.decidedOn, timeZone)
  );
};

const checkAdmissible = (
  document: Document,
  decision: Decision,
  version: Version | undefined,
  { now, calendar }: Context,
): void => {
  if (document.decisionCount >= limits.decisionsPerDocument) {
    throw new Refusal(
      'limit_exceeded',
      `A document has at most ${limits.decisionsPerDocument} decisions; register a new document.`,
    );
  }
  const today = calendar.dateAt(now, document.timeZone);
  if (decision.decidedOn > today) {
    throw refuse(
      'decided_in_future',
      '/decidedOn',
      `A decision is recorded when it has been taken: decidedOn is after today, ${today} in ${document.timeZone}.`,
    );
  }
  // Dates that make no sense in the zone are refused here, with the sentence that says why.
  stepsOfOne(decision, document.timeZone, calendar);
  checkParty(document, decision);
  checkVersion(decision, version);
  if (decision.kind === 'replace' && decision.replacedBy === document.documentId) {
    throw refuse(
      'replaced_by_itself',
      '/replacedBy',
      'A document cannot take over from itself; name the other document.',
    );
  }
};

const checkParty = ({ adoption, parties }: Document, { kind, party }: Decision): void => {
  if (adoption === 'common' && party !== undefined) {
    throw refuse(
      'party_not_applicable',
      '/party',
      'This document is adopted in common; leave party out, or register one with adoption "perParty".',
    );
  }
  if (adoption === 'perParty' && kind === 'adopt' && party === undefined) {
    throw refuse('party_required', '/party', 'Each party adopts for itself: name the party.');
  }
  if (party !== undefined && !parties.some(({ id }) => id === party)) {
    throw refuse(
      'unknown_party',
      '/party',
      `"${party}" is not on the list of parties; add it to the document first.`,
    );
  }
};

const checkVersion = (decision: Decision, version: Version | undefined): void => {
  const named = 'documentVersion' in decision ? decision.documentVersion : undefined;
  if (named === undefined) return;
  if (version === undefined) {
    throw refuse('version_not_found', '/documentVersion', `There is no version ${named}.`);
  }
  if (version.state !== 'available') {
    throw refuse(
      'version_not_available',
      '/documentVersion',
      `Version ${named} is ${version.state}, so it cannot be decided about; its upload must be verified first.`,
    );
  }
};

const refuse = (code: Refusal['code'], pointer: string, message: string): Refusal =>
  new Refusal(code, message, [{ pointer, message }]);
