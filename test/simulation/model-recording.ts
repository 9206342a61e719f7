import { expect } from 'vitest';
import {
  type GroupPreview,
  previewDecision,
  previewGroup,
} from '#shared/application/preview-decision.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import { type GroupFacts, recordGroup } from '#shared/application/record-group.ts';
import { toCloudEvents } from '#shared/domain/cloud-event.ts';
import type { Decision, DecisionFacts } from '#shared/domain/decision.ts';
import { Refusal } from '#shared/domain/refusal.ts';
import type { Archive, Known, Model } from './model-archive.ts';
import { dateAt } from './model-dates.ts';
import { factsOf, type GroupKind, isForGroups, type Statement } from './model-statements.ts';
import { isPassing, keyOfFact } from './model-told.ts';

/** A decision about one document: foretold by a dry run, then recorded or refused as foretold. */
export const record = async (
  model: Model,
  archive: Archive,
  document: Known,
  facts: DecisionFacts,
): Promise<void> => {
  const statement = { documentId: document.id, facts, by: 'registrar' };
  const foretold = await dryRun(archive, async () => {
    const { item, ...consequences } = await previewDecision(archive, statement);
    return { ...consequences, items: [item] };
  });
  const outcome = await attempt(archive, foretold, async () => {
    const {
      decision,
      document: after,
      timeline,
      warnings,
    } = await recordDecision(archive, statement);
    if (!(foretold instanceof Refusal)) {
      expect(foretold.items).toEqual([
        { decision, document: after, timeline, warnings, conflicts: [] },
      ]);
    }
    return [decision];
  });
  if (isHopeless(model, document, facts, dateAt(archive.clock.now())))
    expect(outcome).toBeUndefined();
  note(model, [document], outcome);
  if (outcome !== undefined && !(foretold instanceof Refusal)) {
    document.foretold = foretold.coming.flatMap(({ fact }) =>
      isPassing(fact) ? keyOfFact(fact) : [],
    );
  }
};

/** One decision about several documents: all of them or none. */
export const recordForAll = async (
  model: Model,
  archive: Archive,
  documents: readonly Known[],
  statement: Statement & { readonly kind: GroupKind },
): Promise<void> => {
  const today = dateAt(archive.clock.now());
  const factsAbout = ({ documentId }: { readonly documentId: string }): GroupFacts => {
    const document = documents.find(({ id }) => id === documentId);
    if (document === undefined) throw new RangeError('Not of the group');
    const facts = factsOf({ ...statement, corrects: undefined }, model, document, today);
    if (!isAboutMany(facts)) throw new RangeError(`${facts.kind} is about one document`);
    return facts;
  };
  const members = documents.map(({ id: documentId }) => ({ documentId }));
  const input = { members, factsOf: factsAbout, by: 'registrar' };
  const foretold = await dryRun(archive, () => previewGroup(archive, input));
  const outcome = await attempt(archive, foretold, async () => {
    const { items } = await recordGroup(archive, input);
    if (!(foretold instanceof Refusal)) {
      expect(foretold.items.map(({ conflicts: _none, ...item }) => item)).toEqual(items);
    }
    return items.map(({ decision }) => decision);
  });
  if (outcome !== undefined) expect(outcome).toHaveLength(documents.length);
  note(model, documents, outcome);
};

const isAboutMany = (facts: DecisionFacts): facts is GroupFacts =>
  facts.kind !== 'correct' && isForGroups(facts.kind);

/** Writes nothing, and takes its ids back, so that what it foretells can be compared to the letter. */
const dryRun = async (
  archive: Archive,
  preview: () => Promise<GroupPreview>,
): Promise<GroupPreview | Refusal> => {
  const writes = archive.repository.stream.length;
  const foretold = await archive.withoutIds(() => preview()).catch(refusal);
  expect(archive.repository.stream).toHaveLength(writes);
  return foretold;
};

/** The decisions that were recorded, or undefined where they were refused, as foretold and without a trace. */
const attempt = async (
  archive: Archive,
  foretold: GroupPreview | Refusal,
  work: () => Promise<readonly Decision[]>,
): Promise<readonly Decision[] | undefined> => {
  const { stream } = archive.repository;
  const writes = stream.length;
  const outcome = await work().catch(refusal);
  const conflicts =
    foretold instanceof Refusal ? [foretold] : foretold.items.flatMap((item) => item.conflicts);
  if (outcome instanceof Refusal) {
    expect(conflicts[0]?.code).toBe(outcome.code);
    expect(stream).toHaveLength(writes);
    return undefined;
  }
  expect(conflicts).toEqual([]);
  const told = stream
    .slice(writes)
    .flatMap(({ document, emitted }) => toCloudEvents(document, emitted));
  if (!(foretold instanceof Refusal)) expect(foretold.now.map(({ event }) => event)).toEqual(told);
  return outcome;
};

const refusal = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error;
  throw error;
};

const note = (
  model: Model,
  documents: readonly Known[],
  outcome: readonly Decision[] | undefined,
): void => {
  for (const [index, decision] of (outcome ?? []).entries()) {
    const document = documents[index];
    if (document) document.decisions = [...document.decisions, decision];
  }
  // A successor may have been told something as well.
  if (outcome !== undefined) for (const document of model.documents) document.foretold = undefined;
};

/** What cannot be recorded, whatever the state of things is. */
const isHopeless = (
  { documents }: Model,
  document: Known,
  facts: DecisionFacts,
  today: string,
): boolean => {
  const stated = facts.kind === 'correct' ? facts.record : facts;
  const ids = document.decisions.map(({ decisionId }) => decisionId);
  const named = [facts, stated].flatMap((one) => {
    if (one?.kind === 'revoke') return one.revokes;
    if (one?.kind === 'annul') return one.annuls;
    if (one?.kind === 'correct') return one.corrects;
    if (one?.kind === 'setDate') return one.setsDateOf ?? [];
    if (one?.kind === 'notice') return one.noticeOf;
    if (one?.kind === 'appeal') return one.appeals;
    return one?.kind === 'endAppeal' ? one.endsAppeal : [];
  });
  if (named.some((id) => !ids.includes(id))) return true;
  if (stated === undefined) return false;
  if ('decidedOn' in stated && stated.decidedOn > today) return true;
  if ('documentVersion' in stated && stated.documentVersion === 3) return true;
  if (stated.kind === 'replace' && stated.replacedBy === document.id) return true;
  if (facts.kind === 'replace' && documents.every(({ id }) => id !== facts.replacedBy)) return true;
  return 'party' in stated && stated.party === 'nobody';
};
