import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import { type Registration, registerDocument } from '#shared/domain/commands.ts';
import type { Act, ActKind, Decision, DecisionFacts } from '#shared/domain/decision.ts';
import type { Document } from '#shared/domain/document.ts';
import type { Context } from '#shared/domain/project.ts';
import type { Version } from '#shared/domain/version.ts';

export { aimed, anyDecision, anyDecisions, date } from './any-decision.ts';

export const calendar = temporalCalendar;

export const stockholm = 'Europe/Stockholm';

/** The start of a local day in Sweden, as an instant. */
export const startOf = (date: string): string => calendar.startOfDay(date, stockholm);

/** The instant one millisecond away. */
export const step = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

export const at = (now: string): Context => ({ now, calendar });

const parties = ['alingsas', 'boras', 'region'].map((id) => ({ id, name: `Party ${id}` }));

/** What a registrar states of a document that a test needs to know no more of. */
export const registration = {
  title: 'Guideline',
  type: 'guideline',
  language: 'sv',
  issuer: { organisation: 'Region' },
  adoption: 'common',
  parties: [],
  keywords: [],
  timeZone: stockholm,
} as const satisfies Registration;

/** A draft as it is just after registration. */
export const draft = (
  adoption: Document['adoption'] = 'common',
  now = '2020-01-01T00:00:00.000Z',
): Document =>
  registerDocument(
    {
      documentId: '01900000-0000-7000-8000-000000000000',
      by: 'registrar',
      registration: {
        ...registration,
        adoption,
        parties: adoption === 'perParty' ? parties : [],
      },
    },
    at(now),
  ).document;

/** A verified version, of which a test needs to know no more. */
export const available = {
  documentId: '',
  version: 1,
  key: '',
  fileName: 'guideline.pdf',
  mediaType: 'application/pdf',
  size: 1,
  sha256: '',
  announcedAt: '',
  announcedBy: '',
  uploadExpiresAt: '',
  state: 'available',
  settledAt: '',
  objectVersion: '1',
} as const satisfies Version;

const board = { organisation: 'Municipality', body: 'Board' };
let count = 0;

/** Later ones come later in order. */
const newId = (): string => `decision-${String(++count).padStart(6, '0')}`;

/** A recorded act with everything that a test does not care about filled in. */
export const decision = (
  kind: ActKind,
  facts: Readonly<Record<string, unknown>> & { readonly decidedOn: string },
): Act => {
  const recordedAt = `${facts.decidedOn}T12:00:00.000Z`;
  const full = {
    decisionId: newId(),
    decidedBy: board,
    recipients: [],
    recordedBy: 'registrar',
    recordedAt,
  };
  return { ...full, ...facts, kind } as unknown as Act;
};

/** A notice, an appeal, the end of one or a correction, recorded at noon of the day. */
export const entered = (facts: OtherFacts, day: string): Decision => ({
  ...facts,
  decisionId: newId(),
  recordedAt: `${day}T12:00:00.000Z`,
  recordedBy: 'registrar',
});

type OtherFacts = Exclude<DecisionFacts, { readonly kind: ActKind }>;
