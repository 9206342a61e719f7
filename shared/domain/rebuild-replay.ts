import type { Calendar } from './calendar.ts';
import { toCloudEvents } from './cloud-event.ts';
import { applyDue, registerDocument, settleVersion, withdrawDocument } from './commands.ts';
import { consequences } from './decide.ts';
import { byRecording, type Decision } from './decision.ts';
import type { Change, Document } from './document.ts';
import { eraseDocument, tellErased } from './erasure.ts';
import type { CloudEvent } from './events.ts';
import type { Instant } from './instant.ts';
import { nextDue, replan } from './plan.ts';
import { isExhausted } from './project.ts';
import { type Timeline, timeline } from './timeline.ts';
import type { ErasedVersion, Version } from './version.ts';

/** What is on record of a document. */
export interface Recorded {
  readonly document: Document;
  readonly decisions: readonly Decision[];
  readonly versions: readonly Version[];
}

/**
 * What the record tells, had everything been written at its instant: the document registered anew, its decisions and
 * uploads recorded as they came, with time passing in between. What was stated otherwise, and changed since, is as
 * it is now; the numbers are none of the document's.
 */
export const replayed = (
  { document: final, decisions, versions }: Recorded,
  calendar: Calendar,
): CloudEvent[] => {
  const told: CloudEvent[] = [];
  const tell = ({ document, facts }: Change): Document => {
    told.push(...toCloudEvents(document, facts));
    return document;
  };
  const knownAt = (document: Document, now: Instant): Document => ({
    ...document,
    parties: final.parties.filter(({ recordedAt }) => recordedAt <= now),
  });
  let document = tell(
    registerDocument(
      { documentId: final.documentId, by: final.registeredBy, registration: final },
      { now: final.registeredAt, calendar },
    ),
  );
  const recorded: Decision[] = [];
  let whole: Timeline = timeline(knownAt(document, final.registeredAt), [], calendar);
  const pass = (until: Instant) => {
    for (let due = nextDue(document); due !== undefined && due <= until; due = nextDue(document)) {
      document = tell(applyDue(document, { now: due, calendar }));
      if (isExhausted(document, due)) document = replan(document, [], whole, calendar);
    }
  };
  // Of a draft that was withdrawn nothing more is told but that it was erased.
  const { withdrawnAt, erased } = final;
  const end = withdrawnAt ?? final.changedAt;
  for (const { now, take } of inOrder(decisions, versions)) {
    if (now > end) break;
    pass(now);
    document = take(knownAt(document, now));
  }
  pass(end);
  if (withdrawnAt !== undefined) {
    document = tell(withdrawDocument(document, { now: withdrawnAt, calendar }));
  }
  if (erased !== undefined) tell(eraseDocument(document, erased, { now: erased.at, calendar }));
  return told;

  function inOrder(all: readonly Decision[], files: readonly Version[]) {
    const recordings = all.toSorted(byRecording).map((decision) => ({
      now: decision.recordedAt,
      take: (subject: Document) => {
        const context = { now: decision.recordedAt, calendar };
        recorded.push(decision);
        const after = timeline(subject, recorded, calendar);
        const judged = { refusals: [], before: whole, after };
        whole = after;
        return tell(consequences(subject, decision, judged, context));
      },
    }));
    const settlings = files.flatMap((version) => {
      const was = version.state === 'erased' ? version.was : version;
      if (was.state !== 'available' && was.state !== 'rejected') return [];
      const take = (subject: Document) => tell(settled(subject, version.version, was, calendar));
      return { now: was.settledAt, take };
    });
    const erasures = files.flatMap((version) =>
      version.state === 'erased' && !(withdrawnAt && version.erasedAt >= withdrawnAt)
        ? {
            now: version.erasedAt,
            take: (subject: Document) =>
              tell(tellErased(subject, version, { now: version.erasedAt, calendar })),
          }
        : [],
    );
    return [...recordings, ...settlings, ...erasures].sort((a, b) =>
      a.now < b.now ? -1 : a.now > b.now ? 1 : 0,
    );
  }
};

const settled = (
  document: Document,
  version: number,
  was: Extract<ErasedVersion['was'], { state: 'available' | 'rejected' }>,
  calendar: Calendar,
): Change =>
  settleVersion(
    document,
    { version, ...(was.state === 'rejected' && { rejectedBecause: was.reason }) },
    { now: was.settledAt, calendar },
  );
