import type {
  CloudEvent,
  DeliverableEvent,
  EventType,
  SubscriptionEvent,
  SubscriptionEventType,
} from '#shared/domain/events.ts';

const guideline = '019bb16e-fef8-7d15-8f0a-4c6b2e9d7a31';
const mistake = '019bb176-2b38-7b64-a3e2-9f8c7d6e5b40';
const subscription = '019bb2eb-2040-7e21-9b5c-8a7d6f4e3c12';

const decidedBy = { organisation: 'Exempelkommunen', body: 'Kommunstyrelsen' };
const party = 'exempelkommunen';
const timeZone = 'Europe/Stockholm';

const adoption = {
  decisionId: '019c66db-b240-7a41-b2d7-5e8f90c1a364',
  kind: 'adopt',
  decidedOn: '2026-02-16',
  decidedBy,
  section: '§ 12',
  caseNumber: 'KS 2026/45',
  fromAndIncluding: '2026-03-01',
};

const amendment = {
  decisionId: '019daf7d-caf0-7c58-9a16-3b7d8e4f5021',
  kind: 'amend',
  decidedOn: '2026-04-20',
  decidedBy,
  section: '§ 51',
  caseNumber: 'KS 2026/45',
  fromAndIncluding: '2026-05',
};

const repeal = {
  decisionId: '01a09f17-4ee0-7e03-8c92-6d1a2b3c4d5e',
  kind: 'repeal',
  decidedOn: '2026-06-15',
  decidedBy,
  section: '§ 88',
  caseNumber: 'KS 2026/112',
  fromAndIncluding: '2026-07-01',
};

interface Details {
  readonly documentId?: string;
  readonly effectiveAt?: string;
  readonly decision?: { readonly decisionId: string };
  readonly recordedAt?: string;
  readonly [field: string]: unknown;
}

const ofDocument = (
  type: EventType,
  sequence: number,
  recordedtime: string,
  { documentId = guideline, ...details }: Details = {},
): CloudEvent => {
  const padded = String(sequence).padStart(10, '0');
  const document = `/v1/documents/${documentId}`;
  const { decision, effectiveAt: time = recordedtime, recordedAt = recordedtime } = details;
  return {
    specversion: '1.0',
    id: `${documentId}-${padded}`,
    source: 'ikraft',
    type,
    subject: documentId,
    time,
    recordedtime,
    sequence: padded,
    datacontenttype: 'application/json',
    data: {
      documentId,
      title: 'Riktlinje för samverkan',
      type: 'guideline',
      keywords: ['samverkan'],
      ...details,
      recordedAt,
      links: {
        document,
        timeline: `${document}/timeline`,
        ...(decision && { decision: `${document}/decisions/${decision.decisionId}` }),
      },
    },
  };
};

const ofSubscription = (
  type: SubscriptionEventType,
  id: string,
  time: string,
  details: Readonly<Record<string, unknown>>,
): SubscriptionEvent => {
  const link = `/v1/subscriptions/${subscription}`;
  return {
    specversion: '1.0',
    id: `${subscription}-${id}`,
    source: 'ikraft',
    type,
    subject: subscription,
    time,
    recordedtime: time,
    datacontenttype: 'application/json',
    data: {
      subscriptionId: subscription,
      ...details,
      links: { subscription: link, deliveries: `${link}/deliveries` },
    },
  };
};

const noCorrection = { correction: false, retroactive: false };

/**
 * An event of each type, from one story: a guideline that its parties adopt for themselves, how one of
 * them adopts, amends and, told late, repeals it; a draft registered by mistake; and a subscriber.
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
    'decision.recorded': ofDocument('decision.recorded', 6, '2026-02-16T14:30:00.000Z', {
      party,
      documentVersion: 1,
      wording: 'gäller från och med den 1 mars 2026',
      recipients: ['Exempelregionen'],
      effectiveBeforeDecided: false,
      decision: adoption,
    }),
    'document.statusChanged': ofDocument('document.statusChanged', 10, '2026-02-28T23:00:00.412Z', {
      from: 'adopted',
      to: 'inForce',
      fromVersion: 1,
      version: 1,
      currentStatus: 'inForce',
      ...noCorrection,
      lateBySeconds: 0.412,
      effectiveAt: '2026-02-28T23:00:00.000Z',
      effectiveDate: { date: '2026-03-01', timeZone, precision: 'day' },
      decision: adoption,
      recordedAt: '2026-02-16T14:30:00.000Z',
    }),
    'document.versionChanged': ofDocument(
      'document.versionChanged',
      13,
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
    'party.statusChanged': ofDocument('party.statusChanged', 15, '2026-09-14T08:45:00.000Z', {
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
