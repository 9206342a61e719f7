import type { ActFacts, Decision } from '../domain/decision.ts';
import type { Document } from '../domain/document.ts';
import { limits } from '../domain/limits.ts';
import { type Fault, Refusal, refuse } from '../domain/refusal.ts';
import type { Timeline } from '../domain/timeline.ts';
import { type Warning, warningsOf } from '../domain/warnings.ts';
import type { CreateDependencies } from './document-write.ts';
import { type Claim, once } from './once.ts';
import { type Prepared, prepare } from './prepare-decision.ts';
import { recordedAgain } from './record-decision.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { UnitOfWork } from './unit-of-work.ts';

/** A document of a group, with what the decision says of it alone. */
export interface GroupMember {
  readonly documentId: string;
  readonly documentVersion?: number | undefined;
}

/** What one decision about several documents may be: it names no other decision. */
export type GroupFacts = Extract<
  ActFacts,
  {
    kind:
      | 'propose'
      | 'recommend'
      | 'adopt'
      | 'amend'
      | 'extend'
      | 'suspend'
      | 'resume'
      | 'repeal'
      | 'replace';
  }
>;

export interface RecordGroupInput<Member extends GroupMember = GroupMember> {
  readonly members: readonly Member[];
  /** The decision about a member, with its version. */
  readonly factsOf: (member: Member) => GroupFacts;
  readonly by: string;
  readonly claim?: Claim | undefined;
}

/** What became of one of the documents. */
export interface GroupItem {
  readonly decision: Decision;
  readonly document: Document;
  readonly timeline: Timeline;
  readonly warnings: readonly Warning[];
}

export interface GroupRecorded {
  readonly groupId: string;
  readonly items: readonly GroupItem[];
}

/** One decision about several documents: recorded of all of them or of none. @throws Refusal, ConflictError */
export const recordGroup = <Member extends GroupMember>(
  dependencies: CreateDependencies,
  input: RecordGroupInput<Member>,
): Promise<GroupRecorded> =>
  once(
    dependencies.repository,
    input.claim,
    () => retryOnConflict(() => record(dependencies, input)),
    ({ groupId }) => recorded(dependencies, input, String(groupId)),
  );

/** Judges the decision about each document, in order; nothing is written. @throws Refusal of the group as such */
export const prepareGroup = async <Member extends GroupMember>(
  dependencies: CreateDependencies,
  work: UnitOfWork,
  { members, factsOf, by }: RecordGroupInput<Member>,
  groupId: string,
): Promise<readonly Prepared[]> => {
  checkMembers(members);
  const { clock, calendar } = dependencies;
  const context = { now: clock.now(), calendar };
  const prepared: Prepared[] = [];
  for (const [index, member] of members.entries()) {
    const { documentId } = member;
    const statement = { documentId, facts: factsOf(member), by, groupId };
    try {
      const { judged, ...rest } = await prepare(dependencies, work, statement, context);
      const refusals = judged.refusals.map((refusal) => ofMember(refusal, index));
      prepared.push({ ...rest, judged: { ...judged, refusals } });
    } catch (error) {
      throw error instanceof Refusal ? ofMember(error, index) : error;
    }
  }
  checkRoom(work.changes.length + members.length);
  return prepared;
};

const record = async <Member extends GroupMember>(
  dependencies: CreateDependencies,
  input: RecordGroupInput<Member>,
): Promise<GroupRecorded> => {
  const groupId = dependencies.ids.next();
  const work = new UnitOfWork(dependencies);
  const prepared = await prepareGroup(dependencies, work, input, groupId);
  const [refusal] = prepared.flatMap(({ judged }) => judged.refusals);
  if (refusal) throw refusal;
  const writes = await work.writes();
  await dependencies.repository.commit({
    documents: writes,
    decisions: prepared.map(({ document, decision }) => ({
      documentId: document.documentId,
      decision,
    })),
    ...(input.claim && { receipt: { ...input.claim, created: { groupId } } }),
  });
  const written = new Map(writes.map(({ document }) => [document.documentId, document]));
  return {
    groupId,
    items: prepared.map(({ document, decision, judged }) => ({
      decision,
      document: written.get(document.documentId) ?? document,
      timeline: judged.after,
      warnings: warningsOf(document, decision, judged, {
        now: decision.recordedAt,
        calendar: dependencies.calendar,
      }),
    })),
  };
};

/** The answer to a request that is repeated: what it recorded, with the documents as they are now. */
const recorded = async (
  dependencies: CreateDependencies,
  { members }: Pick<RecordGroupInput, 'members'>,
  groupId: string,
): Promise<GroupRecorded> => {
  const items = await Promise.all(
    members.map(({ documentId }) =>
      recordedAgain(dependencies, documentId, (decision) => decision.groupId === groupId),
    ),
  );
  return { groupId, items };
};

/** A successor of each document may have to be written as well. @throws Refusal group_too_large */
const checkRoom = (items: number): void => {
  // Two of each document, and one beside the receipt.
  if (items <= 2 * limits.documentsPerGroup + 1) return;
  const message =
    'The decision also changes what other documents take over from, and with them it is too large to be written at once. Record it in several groups.';
  throw refuse('group_too_large', '/documents', message);
};

const checkMembers = (members: readonly GroupMember[]): void => {
  if (members.length > limits.documentsPerGroup) {
    const message = `One decision can be about ${limits.documentsPerGroup} documents at most, since all of them are written together or not at all; this one names ${members.length}. Record it in several groups.`;
    throw refuse('group_too_large', '/documents', message);
  }
  const first = new Map<string, number>();
  const faults = members.flatMap(({ documentId }, index): Fault[] => {
    const earlier = first.get(documentId);
    if (earlier === undefined) first.set(documentId, index);
    return earlier === undefined
      ? []
      : [{ pointer: `/documents/${index}`, message: `The same document as at ${earlier}.` }];
  });
  if (faults.length > 0) {
    throw new Refusal('document_repeated', 'Name each document of the group once.', faults);
  }
};

/** A refusal about one document says which one. */
const ofMember = ({ code, message, faults }: Refusal, index: number): Refusal =>
  new Refusal(code, `Document ${index + 1} of the group: ${message}`, [
    { pointer: `/documents/${index}`, message },
    ...faults.map(({ pointer, ...fault }) => ({
      ...fault,
      pointer:
        pointer === '/documentVersion' ? `/documents/${index}${pointer}` : `/decision${pointer}`,
    })),
  ]);
