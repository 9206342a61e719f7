import type { DecisionSummary, Document } from './document.ts';
import type { CloudEvent, EventFact } from './events.ts';

/** `<documentId>-<sequence>`, the same over every retry. */
export const eventId = (documentId: string, sequence: number): string =>
  `${documentId}-${paddedSequence(sequence)}`;

/** What `eventId` put together; undefined for text that it never makes. */
export const keyOfEvent = (
  id: string,
): { readonly documentId: string; readonly sequence: number } | undefined => {
  const [, documentId, sequence] = /^(.+)-(\d{1,15})$/u.exec(id) ?? [];
  return documentId && sequence ? { documentId, sequence: Number(sequence) } : undefined;
};

/** Ten digits, so that string order is event order. */
export const paddedSequence = (sequence: number): string => String(sequence).padStart(10, '0');

/**
 * The events of one write, from the item it left. Pure, so that a relay that is retried says the same
 * thing under the same id; `document.sequence` is the number of the last fact.
 */
export const toCloudEvents = (
  document: Document,
  facts: readonly EventFact[],
  correlationId?: string,
): CloudEvent[] =>
  facts.map((fact, index) => {
    const sequence = document.sequence - facts.length + index + 1;
    return {
      specversion: '1.0',
      id: eventId(document.documentId, sequence),
      source: 'ikraft',
      type: fact.type,
      subject: document.documentId,
      time: fact.time,
      recordedtime: document.changedAt,
      sequence: paddedSequence(sequence),
      ...(correlationId !== undefined && { correlationid: correlationId }),
      datacontenttype: 'application/json',
      data: dataOf(document, fact),
    };
  });

/** What an event says of the document, as the write left it. */
export const dataOf = (document: Document, fact: EventFact): Readonly<Record<string, unknown>> => ({
  documentId: document.documentId,
  title: document.title,
  type: document.type,
  keywords: document.keywords,
  ...detailsOf(document, fact),
  links: linksOf(document.documentId, fact),
});

const detailsOf = (document: Document, fact: EventFact): Record<string, unknown> => {
  const recordedAt = document.changedAt;
  switch (fact.type) {
    case 'document.registered':
    case 'document.withdrawn':
      return { recordedAt };
    case 'document.updated':
      return { changed: fact.changed, recordedAt };
    case 'document.versionAvailable':
      return { version: fact.version, recordedAt };
    case 'document.versionRejected':
      return { version: fact.version, reason: fact.reason, recordedAt };
    case 'document.versionErased':
      return { version: fact.version, sha256: fact.sha256, reason: fact.reason, recordedAt };
    case 'document.erased':
      return { reason: fact.reason, digest: fact.digest, recordedAt };
    case 'decision.recorded':
    case 'decision.corrected':
    case 'decision.proceedingRecorded': {
      const { type: _type, time: _time, decisionId, ...details } = fact;
      return { ...details, ...causeOf(document, decisionId), recordedAt };
    }
    case 'decision.conditionMet': {
      const { type: _type, time: metAt, decisionIds, ...details } = fact;
      const { timeZone } = document;
      return { ...details, timeZone, metAt, ...awaitingOf(document, decisionIds), recordedAt };
    }
    case 'document.legallyFinal': {
      const { type: _type, time: _time, decisionId, ...details } = fact;
      return {
        ...details,
        timeZone: document.timeZone,
        ...causeOf(document, decisionId),
        recordedAt,
      };
    }
    case 'document.dueSoon': {
      const { type: _type, time: _time, dueOn: date, decisionId, precision, ...details } = fact;
      return {
        reason: details.to === undefined ? 'review' : 'change',
        ...details,
        dueDate: {
          date,
          timeZone: document.timeZone,
          ...(precision !== undefined && { precision }),
        },
        ...causeOf(document, decisionId),
        recordedAt,
      };
    }
    case 'document.statusChanged':
    case 'document.versionChanged':
    case 'party.statusChanged': {
      const { type: _type, time, date, decisionId, precision, recordedAt: made, ...details } = fact;
      return {
        ...details,
        effectiveAt: time,
        effectiveDate: { date, timeZone: document.timeZone, precision },
        ...causeOf(document, decisionId),
        recordedAt: made ?? document.causes[decisionId ?? '']?.recordedAt ?? recordedAt,
      };
    }
  }
};

/** The decisions whose condition is met, and the parties that they count for. */
const awaitingOf = ({ awaiting }: Document, decisionIds: readonly string[]) => {
  const those = awaiting.filter(({ decisionId }) => decisionIds.includes(decisionId));
  const parties = [...new Set(those.flatMap(({ party }) => party ?? []))];
  return {
    decisions: those.map(({ condition: _condition, metAt: _metAt, ...decision }) => decision),
    ...(parties.length > 0 && { parties }),
  };
};

const causeOf = (document: Document, decisionId: string | undefined) => {
  const cause = document.causes[decisionId ?? ''];
  return cause === undefined ? {} : { decision: withoutRecordedAt(cause) };
};

const withoutRecordedAt = ({ recordedAt: _recordedAt, ...decision }: DecisionSummary) => decision;

const linksOf = (documentId: string, fact: EventFact): Record<string, string> => {
  const document = `/v1/documents/${documentId}`;
  const decisions = `${document}/decisions`;
  return {
    document,
    timeline: `${document}/timeline`,
    ...(fact.type === 'decision.conditionMet' && { decisions }),
    ...('decisionId' in fact &&
      fact.decisionId !== undefined && { decision: `${decisions}/${fact.decisionId}` }),
    ...('correctionId' in fact && { correction: `${decisions}/${fact.correctionId}` }),
    ...('proceedingId' in fact &&
      fact.proceedingId !== undefined && { proceeding: `${decisions}/${fact.proceedingId}` }),
  };
};
