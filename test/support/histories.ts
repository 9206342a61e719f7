import fc from 'fast-check';
import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import { type Registration, registerDocument } from '#shared/domain/commands.ts';
import type { Decision, DecisionKind } from '#shared/domain/decision.ts';
import type { Document } from '#shared/domain/document.ts';
import type { Context } from '#shared/domain/project.ts';
import type { Version } from '#shared/domain/version.ts';

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

/** A recorded decision with everything that a test does not care about filled in. */
export const decision = (
  kind: DecisionKind,
  facts: Readonly<Record<string, unknown>> & { readonly decidedOn: string },
): Decision => {
  const decisionId = `decision-${String(++count).padStart(6, '0')}`;
  const recordedAt = `${facts.decidedOn}T12:00:00.000Z`;
  const full = {
    decisionId,
    decidedBy: board,
    recipients: [],
    recordedBy: 'registrar',
    recordedAt,
  };
  return { ...full, ...facts, kind } as unknown as Decision;
};

const firstDay = Date.UTC(2020, 0, 1);
const days = 182;

/** A date in 2020–2024; few enough that decisions often meet on one day. */
export const date = fc
  .integer({ min: 0, max: days })
  .map((tens) => new Date(firstDay + tens * 10 * 86_400_000).toISOString().slice(0, 10));

const from = fc.oneof(
  date,
  date.map((day) => day.slice(0, 7)),
);
const party = fc.constantFrom(...parties.map(({ id }) => id));

interface Parts {
  readonly kind: DecisionKind;
  readonly decidedOn: string;
  readonly body: string;
  readonly section: string | undefined;
  readonly party: string | undefined;
  readonly from: string | undefined;
  readonly through: string | undefined;
  readonly version: number;
  readonly recordedOn: string;
}

const assemble = (parts: Parts): Decision => {
  const { kind, decidedOn, body, section, from, through, version, recordedOn } = parts;
  const facts = {
    kind,
    decidedOn,
    decidedBy: { organisation: 'Municipality', body },
    recipients: [],
    ...(section !== undefined && { section }),
    ...(parts.party !== undefined && { party: parts.party }),
    ...(from !== undefined && { fromAndIncluding: from }),
    recordedAt: `${recordedOn > decidedOn ? recordedOn : decidedOn}T12:00:00.000Z`,
    recordedBy: 'registrar',
    decisionId: 'decision',
  };
  const until = through === undefined ? {} : { throughAndIncluding: through };
  switch (kind) {
    case 'propose':
    case 'recommend':
    case 'adopt':
      return { ...facts, kind, documentVersion: version, ...until };
    case 'amend':
      return { ...facts, kind, documentVersion: version };
    case 'extend':
      return { ...facts, kind, throughAndIncluding: through ?? '2025-12-31' };
    case 'repeal':
      return { ...facts, kind };
    case 'replace':
      return { ...facts, kind, replacedBy: '01900000-0000-7000-8000-0000000000ff' };
  }
};

/** Any decision that can be written down, sensible or not. */
export const anyDecision = (adoption: Document['adoption']): fc.Arbitrary<Decision> =>
  fc
    .record({
      kind: fc.constantFrom<DecisionKind>(
        'propose',
        'recommend',
        'adopt',
        'adopt',
        'amend',
        'extend',
        'repeal',
        'replace',
      ),
      decidedOn: date,
      body: fc.constantFrom('Board', 'Council'),
      section: fc.option(fc.constantFrom('§ 9', '§ 10', '§ 129'), { nil: undefined }),
      party:
        adoption === 'perParty' ? fc.option(party, { nil: undefined }) : fc.constant(undefined),
      from: fc.option(from, { nil: undefined }),
      through: fc.option(from, { nil: undefined }),
      version: fc.integer({ min: 1, max: 3 }),
      recordedOn: date,
    })
    .map(assemble);

/** Any set of decisions, each under its own id. */
export const anyDecisions = (
  adoption: Document['adoption'],
  constraints?: fc.ArrayConstraints,
): fc.Arbitrary<Decision[]> =>
  fc
    .array(anyDecision(adoption), constraints)
    .map((decisions) =>
      decisions.map((one, index) => ({ ...one, decisionId: `decision-${index}` })),
    );
