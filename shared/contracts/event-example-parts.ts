import type {
  CloudEvent,
  EventType,
  SubscriptionEvent,
  SubscriptionEventType,
} from '#shared/domain/events.ts';

const guideline = '019bb16e-fef8-7d15-8f0a-4c6b2e9d7a31';
/** A draft that was registered by mistake. */
export const mistake = '019bb176-2b38-7b64-a3e2-9f8c7d6e5b40';
/** As the gateway makes them. */
const correlation = 'JKJaXmPLvHcESHA=';
const subscription = '019bb2eb-2040-7e21-9b5c-8a7d6f4e3c12';

const decidedBy = { organisation: 'Exempelkommunen', body: 'Kommunstyrelsen' };
/** The one that adopts, amends and repeals. */
export const party = 'exempelkommunen';

/** The zone of every document. */
export const timeZone = 'Europe/Stockholm';

/** Of the guideline by one party. */
export const adoption = {
  decisionId: '019c66db-b240-7a41-b2d7-5e8f90c1a364',
  kind: 'adopt',
  decidedOn: '2026-02-16',
  decidedBy,
  section: '§ 12',
  caseNumber: 'KS 2026/45',
  fromAndIncluding: '2026-03-01',
};

/** The same once its notice is posted. */
export const announcedAdoption = { ...adoption, legallyFinalOn: '2026-03-11' };

/** Of that adoption, to another version. */
export const amendment = {
  decisionId: '019daf7d-caf0-7c58-9a16-3b7d8e4f5021',
  kind: 'amend',
  decidedOn: '2026-04-20',
  decidedBy,
  section: '§ 51',
  caseNumber: 'KS 2026/45',
  fromAndIncluding: '2026-05',
};

/** The end of it, recorded late. */
export const repeal = {
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
  readonly correctionId?: string;
  readonly proceedingId?: string;
  readonly decisions?: readonly unknown[];
  readonly metAt?: string;
  readonly time?: string;
  readonly recordedAt?: string;
  readonly [field: string]: unknown;
}

/** An event of the guideline, or of another document, whose details say most of what it is. */
export const ofDocument = (
  type: EventType,
  sequence: number,
  recordedtime: string,
  { documentId = guideline, time: stated, ...details }: Details = {},
): CloudEvent => {
  const padded = String(sequence).padStart(10, '0');
  const document = `/v1/documents/${documentId}`;
  const link = `${document}/decisions`;
  const { decision, decisions, correctionId, proceedingId, recordedAt = recordedtime } = details;
  const time = stated ?? details.effectiveAt ?? details.metAt ?? recordedtime;
  return {
    specversion: '1.0',
    id: `${documentId}-${padded}`,
    source: 'ikraft',
    type,
    subject: documentId,
    time,
    recordedtime,
    sequence: padded,
    correlationid: correlation,
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
        ...(decisions && { decisions: link }),
        ...(decision && { decision: `${link}/${decision.decisionId}` }),
        ...(correctionId && { correction: `${link}/${correctionId}` }),
        ...(proceedingId && { proceeding: `${link}/${proceedingId}` }),
      },
    },
  };
};

/** An event of a subscription. */
export const ofSubscription = (
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
    correlationid: correlation,
    datacontenttype: 'application/json',
    data: {
      subscriptionId: subscription,
      ...details,
      links: { subscription: link, deliveries: `${link}/deliveries` },
    },
  };
};
