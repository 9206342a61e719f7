import type { Change, Document, DocumentFacts, Party, Replaced } from './document.ts';
import type { EventFact } from './events.ts';
import type { LocalDate } from './instant.ts';
import { limits } from './limits.ts';
import { reach } from './milestones-told.ts';
import { emptyProjection, withReminders } from './plan.ts';
import { advance, type Context, revise } from './project.ts';
import { sameLinks } from './reconciliation-links.ts';
import { Refusal } from './refusal.ts';

type NewParty = Omit<Party, 'recordedAt'>;

/** What a registrar states when registering. */
export type Registration = Omit<DocumentFacts, 'parties'> & {
  readonly parties: readonly NewParty[];
};

export interface RegisterDocument {
  readonly documentId: string;
  readonly by: string;
  readonly registration: Registration;
}

/** @throws Refusal unknown_time_zone */
export const registerDocument = (
  { documentId, by, registration }: RegisterDocument,
  { now, calendar }: Context,
): Change => {
  if (!calendar.isTimeZone(registration.timeZone)) {
    throw new Refusal(
      'unknown_time_zone',
      `"${registration.timeZone}" is not an IANA time zone; write for example Europe/Stockholm.`,
      [{ pointer: '/timeZone', message: 'Not an IANA time zone.' }],
    );
  }
  const document: Document = {
    ...registration,
    parties: registration.parties.map((party) => ({ ...party, recordedAt: now })),
    documentId,
    registeredAt: now,
    registeredBy: by,
    changedAt: now,
    revision: 1,
    sequence: 1,
    versionCount: 0,
    decisionCount: 0,
    replaces: [],
    ...emptyProjection(now),
  };
  const reached = reach(withReminders(document, [], now, calendar), { now, calendar });
  const facts = [{ type: 'document.registered', time: now } as const, ...reached.facts];
  return { document: { ...reached.document, sequence: facts.length }, facts };
};

/** New values; `null` takes an optional one away. Parties are added, never removed. */
export interface DocumentChanges {
  readonly title?: string;
  readonly keywords?: readonly string[];
  readonly owner?: string | null;
  readonly reviewBy?: LocalDate | null;
  readonly registryNumber?: string | null;
  /** Null: those of every document that states none. */
  readonly reminders?: readonly number[] | null;
  readonly supplements?: readonly string[];
  readonly implements?: readonly string[];
  readonly parties?: readonly NewParty[];
}

/** Without facts and with the same revision where nothing differs. @throws Refusal party_exists, limit_exceeded */
export const changeDocument = (
  document: Document,
  changes: DocumentChanges,
  context: Context,
): Change => {
  const { owner, reviewBy, registryNumber, reminders, ...rest } = document;
  const changed: Document = {
    ...rest,
    title: changes.title ?? document.title,
    keywords: changes.keywords ?? document.keywords,
    parties: withParties(document.parties, changes.parties ?? [], context),
    ...optional('owner', owner, changes.owner),
    ...optional('reviewBy', reviewBy, changes.reviewBy),
    ...optional('registryNumber', registryNumber, changes.registryNumber),
    ...optional('reminders', reminders, changes.reminders),
    ...(changes.supplements && { supplements: changes.supplements }),
    ...(changes.implements && { implements: changes.implements }),
  };
  const fields = changeable.filter(
    (field) => JSON.stringify(document[field]) !== JSON.stringify(changed[field]),
  );
  if (fields.length === 0) return { document, facts: [] };
  const isReminded = fields.includes('reviewBy') || fields.includes('reminders');
  const next = isReminded
    ? withReminders(changed, changed.planned, context.now, context.calendar)
    : changed;
  const fact = { type: 'document.updated', time: context.now, changed: fields } as const;
  return close(document, next, fact, context);
};

/** @throws Refusal document_not_a_draft */
export const withdrawDocument = (document: Document, context: Context): Change => {
  if (document.decisionCount > 0) {
    throw new Refusal(
      'document_not_a_draft',
      'Decisions are recorded on this document, so it cannot be withdrawn; record a repeal instead.',
    );
  }
  if (document.replaces.some(({ undone }) => !undone)) {
    throw new Refusal(
      'document_not_a_draft',
      'Another document is replaced by this one, by a recorded decision, so it cannot be withdrawn.',
    );
  }
  const fact = { type: 'document.withdrawn', time: context.now } as const;
  const withdrawn = { ...document, milestones: [], withdrawnAt: context.now };
  return close(document, withdrawn, fact, context);
};

/** Makes room for one more version. @throws Refusal limit_exceeded */
export const announceVersion = (document: Document, context: Context): Change => {
  if (document.versionCount >= limits.versionsPerDocument) {
    throw new Refusal(
      'limit_exceeded',
      `A document has at most ${limits.versionsPerDocument} versions.`,
    );
  }
  return close(
    document,
    { ...document, versionCount: document.versionCount + 1 },
    undefined,
    context,
  );
};

/** An upload was looked at: the version can be decided about, or never will be. */
export const settleVersion = (
  document: Document,
  outcome: { readonly version: number; readonly rejectedBecause?: string },
  context: Context,
): Change => {
  const { version, rejectedBecause: reason } = outcome;
  const fact: EventFact =
    reason === undefined
      ? { type: 'document.versionAvailable', time: context.now, version }
      : { type: 'document.versionRejected', time: context.now, version, reason };
  return close(document, document, fact, context);
};

/** What another document's decisions now say of this one as what takes over; without facts where it is the same. */
export const takeOverFrom = (
  document: Document,
  from: { readonly documentId: string; readonly replaced: readonly Replaced[] },
  context: Context,
): Change => {
  if (sameLinks(document, from)) return { document, facts: [] };
  const said = new Set(from.replaced.map(({ decisionId }) => decisionId));
  const others = document.replaces.filter(({ documentId }) => documentId !== from.documentId);
  const unsaid = document.replaces.filter(
    ({ documentId, decisionId }) => documentId === from.documentId && !said.has(decisionId),
  );
  const undone = unsaid.map((replaced) => ({ ...replaced, undone: true as const }));
  const replaces = [...others, ...undone, ...from.replaced];
  const fact = { type: 'document.updated', time: context.now, changed: ['replaces'] } as const;
  return close(document, { ...document, replaces }, fact, context);
};

/** Time alone: the boundaries that have passed. The same document where there are none. */
export const applyDue = (document: Document, context: Context): Change => {
  const change = advance(document, context);
  return change.document === document ? change : revise(document, change, context.now);
};

const changeable = [
  'title',
  'owner',
  'keywords',
  'reviewBy',
  'reminders',
  'supplements',
  'implements',
  'registryNumber',
  'parties',
] as const satisfies readonly (keyof Document)[];

/**
 * The next revision of a document, with what a command has to tell of it. Whatever a write is about, what has passed
 * meanwhile is told first, in its order, and reminders last.
 */
export const close = (
  before: Document,
  next: Document,
  fact: EventFact | readonly EventFact[] | undefined,
  context: Context,
): Change => {
  const { document, facts } = advance(next, context);
  const reminders = facts.filter(({ type }) => type === 'document.dueSoon');
  const passed = facts.filter(({ type }) => type !== 'document.dueSoon');
  const told = fact ? [...passed, ...[fact].flat(), ...reminders] : facts;
  return revise(before, { document, facts: told }, context.now);
};

const optional = <Name extends string, Value>(
  name: Name,
  before: Value | undefined,
  change: Value | null | undefined,
): { [key in Name]?: Value } => {
  const value = change === undefined ? before : (change ?? undefined);
  return value === undefined ? {} : ({ [name]: value } as { [key in Name]: Value });
};

const withParties = (
  parties: readonly Party[],
  added: readonly NewParty[],
  { now }: Context,
): readonly Party[] => {
  const fresh = added.filter(({ id, name }, index) => {
    const known = parties.find((party) => party.id === id);
    if (known && known.name !== name) {
      throw new Refusal(
        'party_exists',
        `The party "${id}" is on the list as "${known.name}"; parties can be added but not renamed.`,
        [{ pointer: `/parties/${index}/name`, message: 'Differs from the recorded name.' }],
      );
    }
    return known === undefined;
  });
  if (parties.length + fresh.length > limits.parties) {
    throw new Refusal('limit_exceeded', `A document has at most ${limits.parties} parties.`);
  }
  return fresh.length === 0
    ? parties
    : [...parties, ...fresh.map((party) => ({ ...party, recordedAt: now }))];
};
