import { toCloudEvents } from '#shared/domain/cloud-event.ts';
import { applyDue } from '#shared/domain/commands.ts';
import { decide } from '#shared/domain/decide.ts';
import type { Decision } from '#shared/domain/decision.ts';
import type { Document } from '#shared/domain/document.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { nextDue } from '#shared/domain/plan.ts';
import { Refusal } from '#shared/domain/refusal.ts';
import type { Version } from '#shared/domain/version.ts';
import { at } from './histories.ts';

/** An event of a document in which a test states only what it is about. */
export const event = (
  type: CloudEvent['type'] = 'document.statusChanged',
  { sequence = 1, ...data }: { readonly sequence?: number; readonly [name: string]: unknown } = {},
): CloudEvent => {
  const documentId = '01900000-0000-7000-8000-000000000000';
  const padded = String(sequence).padStart(10, '0');
  return {
    specversion: '1.0',
    id: `${documentId}-${padded}`,
    source: 'ikraft',
    type,
    subject: documentId,
    time: '2026-06-30T22:00:00.000Z',
    recordedtime: '2026-06-30T22:00:00.500Z',
    sequence: padded,
    datacontenttype: 'application/json',
    data: {
      documentId,
      title: 'Riktlinje för läkarintyg',
      type: 'guideline',
      keywords: [],
      ...data,
    },
  };
};

/** Every event of a document on which these decisions are recorded as they come, and then of each instant after. */
export const eventsOf = (
  draft: Document,
  decisions: readonly Decision[],
  version: Version,
): CloudEvent[] => {
  let document = draft;
  const recorded: Decision[] = [];
  const events: CloudEvent[] = [];
  const tell = (change: ReturnType<typeof applyDue>) => {
    events.push(...toCloudEvents(change.document, change.facts));
    document = change.document;
  };
  for (const decision of decisions.toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1))) {
    try {
      tell(decide({ document, decisions: recorded, version }, decision, at(decision.recordedAt)));
      recorded.push(decision);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  const end = '2030-01-01T00:00:00.000Z';
  for (let due = nextDue(document); due !== undefined && due < end; due = nextDue(document)) {
    tell(applyDue(document, at(due)));
  }
  tell(applyDue(document, at(end)));
  return events;
};
