import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryFiles } from '#shared/adapters/memory/files.ts';
import { sequentialIds } from '#shared/adapters/memory/ids.ts';
import { memoryRepository } from '#shared/adapters/memory/repository.ts';
import { memoryUploadChecks } from '#shared/adapters/memory/upload-checks.ts';
import { memoryWakeUps } from '#shared/adapters/memory/wake-ups.ts';
import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import { registerDocument } from '#shared/application/register-document.ts';
import type { DecisionFacts, DecisionKind } from '#shared/domain/decision.ts';
import type { Document } from '#shared/domain/document.ts';
import { registration } from './histories.ts';

export const noon = '2026-06-01T12:00:00.000Z';

/** Use cases over memory at noon on 1 June 2026; time passes only because someone waits for it. */
export const useCases = () => {
  const clock = virtualClock(noon, { jumps: true });
  const dependencies = {
    clock,
    repository: memoryRepository({ clock }),
    calendar: temporalCalendar,
    ids: sequentialIds(),
    wakeUps: memoryWakeUps(),
    uploadChecks: memoryUploadChecks(),
    files: memoryFiles(),
    erasures: memoryUploadChecks(),
    malwareScan: false,
  };
  const register = (facts: Partial<Document> = {}) =>
    registerDocument(dependencies, {
      by: 'registrar',
      registration: { ...registration, ...facts },
    });
  return { ...dependencies, register };
};

/** What a registrar states, filled in where a test does not care. */
export const stated = (kind: DecisionKind, facts: Readonly<Record<string, unknown>> = {}) =>
  ({
    decidedOn: '2026-05-20',
    decidedBy: { organisation: 'Region', body: 'Council' },
    recipients: [],
    ...facts,
    kind,
  }) as unknown as DecisionFacts;
