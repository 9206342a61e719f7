import { systemIds } from '#shared/adapters/system/ids.ts';
import type { DocumentWrite, Receipt } from '#shared/application/ports.ts';
import type { Boundary, Document } from '#shared/domain/document.ts';
import { erasedVersion } from '#shared/domain/erasure.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import type { Reminder } from '#shared/domain/milestone.ts';
import { emptyProjection } from '#shared/domain/plan.ts';
import type { Subscription } from '#shared/domain/subscription.ts';
import type { ErasedVersion, FileErasure, Version } from '#shared/domain/version.ts';
import { registration } from '../support/histories.ts';

export const now = '2026-06-01T08:00:00.000Z';

/** The instant so many milliseconds after another. */
export const plus = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

/** A fresh id; `shard` asks for one that falls into that shard of eight. */
export const newId = (shard?: number): string => {
  const id = systemIds.next();
  return shard === undefined ? id : `${id.slice(0, -2)}0${shard}`;
};

/** A draft, as small as one can be. */
export const draft = (changes: Partial<Document> = {}): Document => ({
  documentId: newId(),
  ...registration,
  ...emptyProjection(now),
  registeredAt: now,
  registeredBy: 'registrar',
  changedAt: now,
  revision: 1,
  sequence: 1,
  versionCount: 0,
  decisionCount: 0,
  replaces: [],
  ...changes,
});

export const boundary = (at: string): Boundary => ({ at, from: 'inForce', to: 'repealed' });

/** A document with every field there is, so that none can be forgotten in storage. */
export const fullDocument = (): Required<Document> => {
  const decisionId = newId();
  const full: Required<Boundary> = {
    at: '2026-06-30T22:00:00.000Z',
    party: 'alingsas',
    from: 'notDecided',
    to: 'inForce',
    fromVersion: 1,
    version: 2,
    decisionId,
    precision: 'month',
    validity: { fromAndIncluding: '2026-07-01', throughAndIncluding: '2027-06-30' },
  };
  const reminder: Required<Reminder> = {
    what: 'dueSoon',
    at: now,
    dueOn: '2026-07-01',
    daysBefore: 30,
    dueAt: full.at,
    from: 'notDecided',
    to: 'inForce',
    party: 'alingsas',
    parties: ['alingsas'],
    version: 2,
    decisionId,
    precision: 'month',
  };
  return {
    ...draft({ adoption: 'perParty', keywords: ['barn', 'unga'] }),
    issuer: { organisation: 'Region', body: 'Styrelsen' },
    owner: 'Kansliet',
    erased: {
      at: now,
      by: 'operator',
      reason: 'names',
      digest: 'a'.repeat(64),
      erasure: { state: 'pending', dueAt: now, until: now },
    },
    registryNumber: '2020.246 KS',
    parties: [{ id: 'alingsas', name: 'Alingsås kommun', recordedAt: now }],
    reviewBy: '2027-01-01',
    reminders: [90, 30, 7],
    supplements: [newId()],
    implements: [newId(), newId()],
    current: {
      status: 'adopted',
      since: now,
      version: 1,
      decisionId,
      validity: { fromAndIncluding: '2026-07-01', throughAndIncluding: '2027-06-30' },
    },
    planned: [full, boundary('2027-06-30T22:00:00.000Z')],
    milestones: [
      { what: 'legallyFinal', at: now, decisionId, legallyFinalOn: '2026-06-22' },
      { what: 'conditionMet', at: now, condition: 'allPartiesAdopted', decisionIds: [decisionId] },
      { what: 'dueSoon', at: now, dueOn: '2027-01-01', daysBefore: 7 },
      reminder,
    ],
    reminded: ['change 2026-07-01 90 *inForce', 'review 2027-01-01 365'],
    awaiting: [
      { decisionId: newId(), kind: 'repeal', condition: 'other' },
      { decisionId, kind: 'adopt', party: 'alingsas', condition: 'legallyFinal', metAt: now },
    ],
    causes: {
      [decisionId]: {
        decisionId,
        kind: 'adopt',
        decidedOn: '2026-05-29',
        decidedBy: { organisation: 'Alingsås kommun', body: 'Kommunstyrelsen' },
        section: '§ 129',
        caseNumber: '2020.246 KS',
        recordedAt: now,
        fromAndIncluding: '2026-07',
        legallyFinalOn: '2026-06-22',
      },
    },
    replaces: [
      { documentId: newId(), decisionId },
      { documentId: newId(), decisionId: newId(), from: now, to: plus(now, 1), undone: true },
    ],
    withdrawnAt: now,
  };
};

/** A document's part of a write; a revision above 1 follows the one before. */
export const writeOf = (
  document: Document,
  more: Partial<Pick<DocumentWrite, 'facts' | 'wakeAt'>> = {},
): DocumentWrite => ({ document, expectedRevision: document.revision - 1, facts: [], ...more });

/** An awaited version. */
export const awaited = (documentId: string, version = 1) =>
  ({
    documentId,
    version,
    key: `uploads/${documentId}/${String(version).padStart(5, '0')}/${newId()}`,
    fileName: 'Riktlinje åäö.pdf',
    mediaType: 'application/pdf',
    size: 1234,
    sha256: 'ab'.repeat(32),
    announcedAt: now,
    announcedBy: 'registrar',
    uploadExpiresAt: plus(now, 15 * 60_000),
    state: 'awaitingUpload',
  }) as const satisfies Version;

/** What an awaited version may become. */
export const settled = (documentId: string, version = 1): Exclude<Version, ErasedVersion>[] => {
  const announced = { ...awaited(documentId, version), settledAt: plus(now, 1) };
  return [
    { ...announced, state: 'available', objectVersion: 'v1' },
    { ...announced, state: 'rejected', reason: 'sha256_differs' },
    { ...announced, state: 'expired' },
  ];
};

/** What any of them becomes once its file is erased. */
export const erased = (documentId: string, erasure: FileErasure): ErasedVersion[] =>
  [awaited(documentId), ...settled(documentId)].map((version) => ({
    ...erasedVersion(version, { by: 'operator', reason: 'names' }, now),
    erasure,
  }));

export const receipt = (changes: Partial<Receipt> = {}): Receipt => ({
  receiptId: `registrar POST /v1/documents ${newId()}`,
  bodyHash: 'cd'.repeat(32),
  created: { documentId: newId(), version: 1 },
  expiresAt: plus(now, 24 * 60 * 60_000),
  ...changes,
});

export const subscription = (changes: Partial<Subscription> = {}): Subscription => ({
  subscriptionId: newId(),
  organisation: 'alingsas',
  target: { type: 'webhook', url: 'https://receiver.example/hook' },
  filter: {},
  maxPerSecond: 50,
  state: 'enabled',
  sealedSecret: 'c2VhbGVk',
  createdAt: now,
  revision: 1,
  ...changes,
});

/** A document's event as the relay makes it. */
export const event = (documentId: string, sequence: number, recordedtime = now): CloudEvent => ({
  specversion: '1.0',
  id: `${documentId}-${sequence}`,
  source: 'ikraft',
  type: 'document.statusChanged',
  subject: documentId,
  time: now,
  recordedtime,
  sequence: String(sequence).padStart(10, '0'),
  datacontenttype: 'application/json',
  data: { documentId, keywords: ['barn'], version: null, lateBySeconds: 0.25, nested: { a: [] } },
});
