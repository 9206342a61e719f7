import type { BoundaryPassed, EventFact } from '#shared/domain/events.ts';
import { newId, now, plus } from './samples.ts';

/** A form with every field that it may have, so that none can be forgotten in storage. */
type Full<Type extends EventFact['type']> = Required<Extract<EventFact, { readonly type: Type }>>;

const cancelled = [
  { at: plus(now, 1), from: 'adopted', to: 'inForce' },
  { at: plus(now, 2), party: 'alingsas', from: 'inForce', to: 'repealed' },
] as const;

/** One fact of every form, with every field. */
export const facts = (): EventFact[] => {
  const settled = { time: now, version: 3, reason: 'size_differs' };
  const details = {
    documentVersion: 1,
    throughAndIncluding: '2027-06',
    takesEffectWhen: 'legallyFinal',
    replacedBy: newId(),
    concerns: newId(),
    wording: 'från och med juli 2026',
  } as const;
  const recorded: Full<'decision.recorded'> = {
    type: 'decision.recorded',
    time: now,
    decisionId: newId(),
    party: 'alingsas',
    ...details,
    recipients: ['Nämnden'],
    effectiveBeforeDecided: true,
    cancelled,
  };
  const corrected: Full<'decision.corrected'> = {
    type: 'decision.corrected',
    time: now,
    decisionId: newId(),
    proceedingId: newId(),
    correctionId: newId(),
    party: 'alingsas',
    ...details,
    recipients: ['Kansliet'],
    struck: true,
    cancelled,
  };
  const proceeding: Full<'decision.proceedingRecorded'> = {
    type: 'decision.proceedingRecorded',
    time: now,
    decisionId: newId(),
    proceedingId: newId(),
    proceeding: 'endAppeal',
    on: '2026-06-01',
    party: 'alingsas',
  };
  const met: Full<'decision.conditionMet'> = {
    type: 'decision.conditionMet',
    time: now,
    condition: 'allPartiesAdopted',
    decisionIds: [newId(), newId()],
    proposedDate: '2026-06-01',
    correction: true,
  };
  const final: Full<'document.legallyFinal'> = {
    type: 'document.legallyFinal',
    time: now,
    decisionId: newId(),
    party: 'alingsas',
    legallyFinalOn: '2026-06-01',
    correction: true,
  };
  const dueSoon: Full<'document.dueSoon'> = {
    type: 'document.dueSoon',
    time: now,
    dueOn: '2026-07-01',
    daysBefore: 30,
    daysLeft: 12,
    dueAt: plus(now, 3),
    from: 'notDecided',
    to: 'inForce',
    party: 'alingsas',
    parties: ['alingsas', 'boras'],
    version: 2,
    decisionId: newId(),
    precision: 'month',
  };
  const changed: Required<BoundaryPassed> = {
    type: 'party.statusChanged',
    time: now,
    date: '2026-06-01',
    party: 'alingsas',
    from: 'notDecided',
    to: 'inForce',
    fromVersion: 1,
    version: 2,
    currentStatus: 'inForce',
    decisionId: newId(),
    precision: 'day',
    recordedAt: now,
    correction: true,
    retroactive: true,
    lateBySeconds: 3.5,
  };
  return [
    { type: 'document.registered', time: now },
    { type: 'document.withdrawn', time: now },
    { type: 'document.updated', time: now, changed: ['title', 'keywords'] },
    { type: 'document.versionAvailable', time: now, version: 3 },
    { type: 'document.versionRejected', ...settled },
    { ...settled, type: 'document.versionErased', sha256: 'a'.repeat(64) },
    { type: 'document.erased', time: now, reason: 'names', digest: 'b'.repeat(64) },
    recorded,
    corrected,
    proceeding,
    met,
    final,
    { type: 'document.legallyFinal', time: now, decisionId: newId(), correction: false },
    dueSoon,
    { type: 'document.dueSoon', time: now, dueOn: '2026-07-01', daysBefore: 7, daysLeft: 7 },
    changed,
    { ...changed, type: 'document.versionChanged' },
    { ...changed, type: 'document.statusChanged' },
  ];
};
