import type { DeliverableEvent, EventType, SubscriptionEventType } from '#shared/domain/events.ts';
import {
  adoption,
  amendment,
  announcedAdoption,
  mistake,
  ofDocument,
  ofSubscription,
  party,
  repeal,
  timeZone,
} from './event-example-parts.ts';

const noCorrection = { correction: false, retroactive: false };

/**
 * An event of each type, from one story: a guideline that its parties adopt for themselves, how one of
 * them adopts, amends and, told late, repeals it, and another adopts it from a date that is not known at
 * first; a draft registered by mistake; and a subscriber.
 */
export const eventExamples: Readonly<Record<EventType | SubscriptionEventType, DeliverableEvent>> =
  {
    'document.registered': ofDocument('document.registered', 1, '2026-01-12T09:00:00.120Z', {
      keywords: [],
    }),
    'document.updated': ofDocument('document.updated', 5, '2026-01-15T08:11:00.000Z', {
      changed: ['keywords'],
    }),
    'document.withdrawn': ofDocument('document.withdrawn', 2, '2026-01-12T09:09:15.000Z', {
      documentId: mistake,
      keywords: [],
    }),
    'document.versionAvailable': ofDocument(
      'document.versionAvailable',
      2,
      '2026-01-12T09:04:10.000Z',
      { keywords: [], version: 1 },
    ),
    'document.versionRejected': ofDocument(
      'document.versionRejected',
      3,
      '2026-01-14T13:20:45.300Z',
      {
        keywords: [],
        version: 2,
        reason: 'The file has 18230 bytes, not the 18432 that were announced.',
      },
    ),
    'document.versionErased': ofDocument('document.versionErased', 30, '2026-11-03T07:42:10.000Z', {
      version: 1,
      sha256: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
      reason: 'The appendix named private persons.',
    }),
    'document.erased': ofDocument('document.erased', 3, '2026-01-12T09:20:31.000Z', {
      documentId: mistake,
      title: '[erased]',
      keywords: [],
      reason: 'Registered in the wrong register; the title named a private person.',
      digest: 'f21aa47b67be036df729342e448566de6b021a8eb9a2263a274bfaa1b2c85ad9',
    }),
    'decision.recorded': ofDocument('decision.recorded', 6, '2026-02-16T14:30:00.000Z', {
      party,
      documentVersion: 1,
      wording: 'gäller från och med den 1 mars 2026',
      recipients: ['Exempelregionen'],
      effectiveBeforeDecided: false,
      decision: adoption,
    }),
    'decision.corrected': ofDocument('decision.corrected', 23, '2026-04-22T09:30:00.000Z', {
      documentVersion: 3,
      correctionId: '019db4a0-1e20-7d39-8c6e-8091a2b3c4d5',
      struck: false,
      party,
      decision: amendment,
    }),
    'decision.proceedingRecorded': ofDocument(
      'decision.proceedingRecorded',
      10,
      '2026-02-17T15:02:00.000Z',
      {
        proceedingId: '019c6c1e-7a40-7d93-8e05-1f2a3b4c5d6e',
        proceeding: 'notice',
        on: '2026-02-17',
        party,
        decision: announcedAdoption,
      },
    ),
    'decision.conditionMet': ofDocument('decision.conditionMet', 18, '2026-04-07T22:00:00.331Z', {
      condition: 'legallyFinal',
      proposedDate: '2026-04-08',
      correction: false,
      timeZone,
      metAt: '2026-04-07T22:00:00.000Z',
      decisions: [
        {
          decisionId: '019ce6b4-3d80-7b17-a94c-6e7f8091a2b3',
          kind: 'adopt',
          party: 'provkommunen',
        },
      ],
      parties: ['provkommunen'],
    }),
    'document.statusChanged': ofDocument('document.statusChanged', 13, '2026-02-28T23:00:00.412Z', {
      from: 'adopted',
      to: 'inForce',
      fromVersion: 1,
      version: 1,
      currentStatus: 'inForce',
      ...noCorrection,
      lateBySeconds: 0.412,
      effectiveAt: '2026-02-28T23:00:00.000Z',
      effectiveDate: { date: '2026-03-01', timeZone, precision: 'day' },
      decision: announcedAdoption,
      recordedAt: '2026-02-16T14:30:00.000Z',
    }),
    'document.versionChanged': ofDocument(
      'document.versionChanged',
      26,
      '2026-04-30T22:00:00.380Z',
      {
        from: 'inForce',
        to: 'inForce',
        fromVersion: 1,
        version: 3,
        currentStatus: 'inForce',
        ...noCorrection,
        lateBySeconds: 0.38,
        effectiveAt: '2026-04-30T22:00:00.000Z',
        effectiveDate: { date: '2026-05-01', timeZone, precision: 'month' },
        decision: amendment,
        recordedAt: '2026-04-21T10:02:30.000Z',
      },
    ),
    'party.statusChanged': ofDocument('party.statusChanged', 28, '2026-09-14T08:45:00.000Z', {
      party,
      from: 'inForce',
      to: 'repealed',
      fromVersion: 3,
      version: 3,
      currentStatus: 'repealed',
      ...noCorrection,
      retroactive: true,
      lateBySeconds: 0,
      effectiveAt: '2026-06-30T22:00:00.000Z',
      effectiveDate: { date: '2026-07-01', timeZone, precision: 'day' },
      decision: repeal,
    }),
    'document.dueSoon': ofDocument('document.dueSoon', 11, '2026-02-21T23:00:00.290Z', {
      time: '2026-02-21T23:00:00.000Z',
      reason: 'change',
      dueDate: { date: '2026-03-01', timeZone, precision: 'day' },
      daysBefore: 7,
      daysLeft: 7,
      dueAt: '2026-02-28T23:00:00.000Z',
      from: 'adopted',
      to: 'inForce',
      parties: [party],
      version: 1,
      decision: announcedAdoption,
    }),
    'document.legallyFinal': ofDocument('document.legallyFinal', 14, '2026-03-10T23:00:00.305Z', {
      time: '2026-03-10T23:00:00.000Z',
      party,
      legallyFinalOn: '2026-03-11',
      timeZone,
      correction: false,
      decision: announcedAdoption,
    }),
    'subscription.test': ofSubscription(
      'subscription.test',
      'test-019bb2f0-9f20-7f42-8d3e-5c6b7a8f9e10',
      '2026-01-12T16:01:12.480Z',
      { message: 'A test that you asked for: no document has changed.' },
    ),
    'subscription.disabled': ofSubscription(
      'subscription.disabled',
      'disabled-20261005T114207900Z',
      '2026-10-05T11:42:07.900Z',
      {
        target: { type: 'webhook', url: 'https://example.org/hooks/ikraft' },
        reason: 'failing',
        disabledAt: '2026-10-05T11:42:07.900Z',
        failingSince: '2026-09-30T10:15:33.250Z',
      },
    ),
  };
