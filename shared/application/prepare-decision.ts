import { takeOverFrom } from '../domain/commands.ts';
import { consequences, type Decided, type Judged, judge } from '../domain/decide.ts';
import type { Decision, DecisionFacts } from '../domain/decision.ts';
import type { Document, Replaced } from '../domain/document.ts';
import type { Context } from '../domain/project.ts';
import { entryOf } from '../domain/record.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import { replacementsOf } from '../domain/replacements.ts';
import { timeline } from '../domain/timeline.ts';
import { targetPointer } from '../domain/wrong-target.ts';
import { type CreateDependencies, existing } from './document-write.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** One decision about one document. */
export interface Statement {
  readonly documentId: string;
  readonly facts: DecisionFacts;
  readonly by: string;
  /** From If-Match: those that it may build on. */
  readonly revisions?: readonly number[] | undefined;
  /** Of a decision about several documents. */
  readonly groupId?: string | undefined;
}

/** A decision with what it would do, before anything is written. */
export interface Prepared {
  readonly document: Document;
  readonly decision: Decision;
  readonly judged: Judged;
  /** Undefined where it is refused. */
  readonly decided: Decided | undefined;
}

/**
 * Judges a decision and works out what follows from it, for its document and for those that take over. The
 * unit of work has it afterwards, unless it is refused. @throws Refusal, PreconditionFailedError where the
 * document itself is not there
 */
export const prepare = async (
  dependencies: CreateDependencies,
  work: UnitOfWork,
  { documentId, facts, by, revisions, groupId }: Statement,
  context: Context,
): Promise<Prepared> => {
  const { repository, ids } = dependencies;
  const stored = { document: (id: string) => work.document(id) };
  const document = await existing({ repository: stored }, documentId, revisions);
  const named = versionIn(facts);
  const [decisions, version] = await Promise.all([
    repository.decisions(documentId),
    named === undefined ? undefined : repository.version(documentId, named),
  ]);
  const decision: Decision = {
    ...facts,
    decisionId: ids.next(),
    recordedAt: context.now,
    recordedBy: by,
    ...(groupId !== undefined && { groupId }),
  };
  const judged = judge({ document, decisions, version }, decision, context);
  if (judged.refusals.length > 0) return { document, decision, judged, decided: undefined };
  const links = linksOf(document, judged);
  const refusals = await refusedLinks(dependencies, work, decision, links, document, context);
  if (refusals.length > 0) {
    return { document, decision, judged: { ...judged, refusals }, decided: undefined };
  }
  const decided = consequences(document, decision, judged, context);
  work.take(document, decided);
  await relink(work, documentId, links, context);
  return { document, decision, judged, decided };
};

const versionIn = (facts: DecisionFacts): number | undefined => {
  const stated = facts.kind === 'correct' ? facts.record : facts;
  return stated !== undefined && 'documentVersion' in stated ? stated.documentVersion : undefined;
};

interface Links {
  readonly before: ReturnType<typeof replacementsOf>;
  readonly after: ReturnType<typeof replacementsOf>;
}

const linksOf = ({ documentId }: Document, { before, after }: Judged): Links => ({
  before: replacementsOf(documentId, before),
  after: replacementsOf(documentId, after),
});

/** The links back from the documents that take over, in the same write. */
const relink = async (
  work: UnitOfWork,
  documentId: string,
  { before, after }: Links,
  context: Context,
): Promise<void> => {
  for (const successorId of new Set([...before.keys(), ...after.keys()])) {
    const successor = await work.document(successorId);
    if (successor === undefined) continue;
    const replaced = after.get(successorId) ?? [];
    work.take(successor, takeOverFrom(successor, { documentId, replaced }, context));
  }
};

const refusedLinks = async (
  dependencies: CreateDependencies,
  work: UnitOfWork,
  decision: Decision,
  { before, after }: Links,
  { documentId }: Document,
  context: Context,
): Promise<Refusal[]> => {
  const refusals: Refusal[] = [];
  for (const successorId of after.keys()) {
    // One that stands already was looked at when it was recorded.
    if (before.get(successorId)?.some(isStanding)) continue;
    const successor = await work.document(successorId);
    const pointer = linkPointer(decision, successorId);
    const isMissing = successor === undefined || successor.withdrawnAt !== undefined;
    if (isMissing) {
      const message = `There is no document ${successorId} to take over; register it first.`;
      refusals.push(refuse('replacement_not_found', pointer, message));
    } else if (await leadsTo(dependencies, successorId, documentId, context)) {
      const circle = `${successorId} is itself replaced, at once or in several steps, by this document, ${documentId}`;
      const message = pointer.endsWith('/replacedBy')
        ? `${circle}: it cannot take over from it.`
        : `By this, ${documentId} would be replaced by ${successorId} after all, but ${circle}: undo that replacement first.`;
      refusals.push(refuse('replacement_cycle', pointer, message));
    }
  }
  return refusals;
};

/** The field that names the successor, else the one that names what brings it back. */
const linkPointer = (decision: Decision, successorId: string): string => {
  const path = decision.kind === 'correct' && decision.record ? '/record' : '';
  const stated = decision.kind === 'correct' ? (decision.record ?? decision) : decision;
  if (stated.kind === 'replace' && stated.replacedBy === successorId) return `${path}/replacedBy`;
  if (path === '') return targetPointer(decision) ?? '/replacedBy';
  return `${path}${targetPointer({ ...entryOf(decision), ...stated }) ?? '/kind'}`;
};

const isStanding = ({ to }: Replaced): boolean => to === undefined;

/** Whether the document, or one that takes over from it, is replaced by the other one. */
const leadsTo = async (
  { repository }: CreateDependencies,
  from: string,
  documentId: string,
  { calendar }: Context,
): Promise<boolean> => {
  const seen = new Set<string>();
  const ahead = [from];
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    if (next === documentId) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    const document = await repository.document(next);
    if (document === undefined || document.decisionCount === 0) continue;
    const whole = timeline(document, await repository.decisions(next), calendar);
    for (const [successor, replaced] of replacementsOf(next, whole)) {
      if (replaced.some(isStanding)) ahead.push(successor);
    }
  }
  return false;
};
