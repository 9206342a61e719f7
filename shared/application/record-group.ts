import type { ActFacts, Decision } from '../domain/decision.ts';
import type { Document } from '../domain/document.ts';
import { limits } from '../domain/limits.ts';
import { type Fault, Refusal } from '../domain/refusal.ts';
import { type Warning, warningsOf } from '../domain/warnings.ts';
import { type CreateDependencies, existing } from './document-write.ts';
import { type Claim, once } from './once.ts';
import { type Prepared, prepare } from './prepare-decision.ts';
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

export interface RecordGroupInput {
  readonly members: readonly GroupMember[];
  /** The decision about a member, with its version. */
  readonly factsOf: (member: GroupMember) => GroupFacts;
  readonly by: string;
  readonly claim?: Claim | undefined;
}

export interface GroupRecorded {
  readonly groupId: string;
  readonly items: readonly {
    readonly decision: Decision;
    readonly document: Document;
    readonly warnings: readonly Warning[];
  }[];
}

/** One decision about several documents: recorded of all of them or of none. @throws Refusal, ConflictError */
export const recordGroup = (
  dependencies: CreateDependencies,
  input: RecordGroupInput,
): Promise<GroupRecorded> =>
  once(
    dependencies.repository,
    input.claim,
    () => retryOnConflict(() => record(dependencies, input)),
    ({ groupId }) => recorded(dependencies, input, String(groupId)),
  );

/** Judges the decision about each document, in order; nothing is written. @throws Refusal of the group as such */
export const prepareGroup = async (
  dependencies: CreateDependencies,
  work: UnitOfWork,
  { members, factsOf, by }: RecordGroupInput,
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
      prepared.push(await prepare(dependencies, work, statement, context));
    } catch (error) {
      throw error instanceof Refusal ? ofMember(error, index) : error;
    }
  }
  return prepared;
};

const record = async (
  dependencies: CreateDependencies,
  input: RecordGroupInput,
): Promise<GroupRecorded> => {
  const groupId = dependencies.ids.next();
  const work = new UnitOfWork(dependencies);
  const prepared = await prepareGroup(dependencies, work, input, groupId);
  for (const [index, { judged }] of prepared.entries()) {
    const [refusal] = judged.refusals;
    if (refusal) throw ofMember(refusal, index);
  }
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
  { members }: RecordGroupInput,
  groupId: string,
): Promise<GroupRecorded> => {
  const items = await Promise.all(
    members.map(async ({ documentId }) => {
      const document = await existing(dependencies, documentId);
      const decisions = await dependencies.repository.decisions(documentId);
      const decision = decisions.find((one) => one.groupId === groupId);
      return decision === undefined ? [] : [{ decision, document, warnings: [] }];
    }),
  );
  return { groupId, items: items.flat() };
};

const checkMembers = (members: readonly GroupMember[]): void => {
  if (members.length > limits.documentsPerGroup) {
    const message = `One decision can be about ${limits.documentsPerGroup} documents at most, since all of them are written together or not at all; this one names ${members.length}. Record it in several groups.`;
    throw new Refusal('group_too_large', message, [{ pointer: '/documents', message }]);
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
    ...faults.map(({ pointer, ...fault }) => ({ ...fault, pointer: `/decision${pointer}` })),
  ]);
