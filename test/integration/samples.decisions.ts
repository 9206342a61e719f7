import type { Act, Decision, Entry, Proceeding } from '#shared/domain/decision.ts';
import { newId, now } from './samples.ts';

/** A form with every field that it may have, so that none can be forgotten in storage. */
type Full<D extends Decision, Kind extends D['kind']> = Required<D & { readonly kind: Kind }>;

const decidedBy = { organisation: 'Alingsås kommun', body: 'Kommunstyrelsen' };

const minutes = { decidedOn: '2026-05-29', decidedBy, recipients: [] };

const fullMinutes = {
  ...minutes,
  section: '§ 129',
  caseNumber: '2020.246 KS',
  party: 'alingsas',
  wording: 'från och med juli 2026',
  noticePostedOn: '2026-05-30',
  legallyFinalOn: '2026-06-22',
  recipients: [{ name: 'Nämnden' }],
  note: 'Antaget datum',
};

const recorded = () => ({ decisionId: newId(), recordedAt: now, recordedBy: 'registrar' });

const full = () => ({ ...recorded(), groupId: newId(), ...fullMinutes });

const from = { fromAndIncluding: '2026-07', takesEffectWhen: 'allPartiesAdopted' } as const;

const period = { ...from, throughAndIncluding: '2027-06-30', documentVersion: 1 };

export const repeal = (changes: { caseNumber?: string; note?: string } = {}): Decision => ({
  ...minutes,
  ...recorded(),
  kind: 'repeal',
  ...changes,
});

/** One of every kind of act with every field. */
export const fullActs = (): { readonly [Kind in Act['kind']]: Full<Act, Kind> } => ({
  propose: { ...full(), ...period, kind: 'propose' },
  recommend: { ...full(), ...period, kind: 'recommend' },
  adopt: { ...full(), ...period, kind: 'adopt' },
  amend: { ...full(), ...from, kind: 'amend', documentVersion: 2 },
  extend: { ...full(), ...from, kind: 'extend', throughAndIncluding: '2028-06-30' },
  suspend: { ...full(), ...from, kind: 'suspend' },
  resume: { ...full(), ...from, kind: 'resume' },
  repeal: { ...full(), ...from, kind: 'repeal' },
  replace: { ...full(), ...from, kind: 'replace', replacedBy: newId() },
  revoke: { ...full(), kind: 'revoke', revokes: newId(), fromAndIncluding: '2026-08-01' },
  annul: { ...full(), kind: 'annul', annuls: newId() },
  setDate: {
    ...full(),
    kind: 'setDate',
    fromAndIncluding: '2026-09-01',
    setsDateOf: newId(),
    whenMet: 'allPartiesAdopted',
  },
});

/** One of every kind of proceeding with every field. */
export const fullProceedings = (): {
  readonly [Kind in Proceeding['kind']]: Full<Proceeding, Kind>;
} => {
  const entry = (): Required<Entry> & { readonly note: string } => ({
    ...recorded(),
    groupId: newId(),
    note: 'Anslaget',
  });
  return {
    notice: {
      ...entry(),
      kind: 'notice',
      noticeOf: newId(),
      noticePostedOn: '2026-06-01',
      legallyFinalOn: '2026-06-23',
    },
    appeal: { ...entry(), kind: 'appeal', appeals: newId(), lodgedOn: '2026-06-02' },
    endAppeal: { ...entry(), kind: 'endAppeal', endsAppeal: newId(), endedOn: '2026-06-03' },
  };
};

/** Of every kind one with every field and one with as few as can be, and corrections of all of them. */
export const decisions = (): Decision[] => {
  const stated = [...Object.values(fullActs()), ...Object.values(fullProceedings())];
  const corrections = stated.map((one): Decision => {
    const { decisionId, recordedAt: _at, recordedBy: _by, groupId: _group, ...record } = one;
    const entry = { ...recorded(), groupId: newId() };
    return { ...entry, kind: 'correct', corrects: decisionId, record, note: 'Fel datum' };
  });
  const bare: readonly Decision[] = [
    { ...minutes, ...recorded(), kind: 'propose' },
    { ...minutes, ...recorded(), kind: 'recommend' },
    { ...minutes, ...recorded(), kind: 'adopt' },
    { ...minutes, ...recorded(), kind: 'amend', documentVersion: 2 },
    { ...minutes, ...recorded(), kind: 'extend', throughAndIncluding: '2028-06-30' },
    { ...minutes, ...recorded(), kind: 'suspend' },
    { ...minutes, ...recorded(), kind: 'resume' },
    repeal(),
    { ...minutes, ...recorded(), kind: 'replace', replacedBy: newId() },
    { ...minutes, ...recorded(), kind: 'revoke', revokes: newId() },
    { ...minutes, ...recorded(), kind: 'annul', annuls: newId() },
    { ...minutes, ...recorded(), kind: 'setDate', fromAndIncluding: '2026-09' },
    { ...recorded(), kind: 'notice', noticeOf: newId(), noticePostedOn: '2026-06-01' },
    { ...recorded(), kind: 'appeal', appeals: newId(), lodgedOn: '2026-06-02' },
    { ...recorded(), kind: 'endAppeal', endsAppeal: newId(), endedOn: '2026-06-03' },
    { ...recorded(), kind: 'correct', corrects: newId() },
  ];
  return [...stated, ...corrections, ...bare].toSorted((a, b) =>
    a.decisionId < b.decisionId ? -1 : 1,
  );
};
