import { describe, expect, it } from 'vitest';
import { judge } from '#shared/domain/decide.ts';
import type { Decision } from '#shared/domain/decision.ts';
import { warningsOf } from '#shared/domain/warnings.ts';
import { at, available, decision, draft, entered } from '../../support/histories.ts';

const noon = '2026-06-01T12:00:00.000Z';

/** Codes and the other decision of recording `one` at noon on the first of June. */
const warned = (before: readonly Decision[], one: Decision) => {
  const document = draft();
  const judged = judge({ document, decisions: before, version: available }, one, at(noon));
  expect(judged.refusals).toEqual([]);
  return warningsOf(document, one, judged, at(noon)).map(
    ({ code, decisionId }) => `${code} ${decisionId}`,
  );
};

describe('an appeal that came too late', () => {
  it('is recorded with a warning, by a correction of its day as well', () => {
    const appealed = decision('adopt', { decidedOn: '2026-02-02', noticePostedOn: '2026-02-02' });
    const appeals = appealed.decisionId;
    const appeal = (lodgedOn: string) => ({ kind: 'appeal', appeals, lodgedOn }) as const;
    const inTime = entered(appeal('2026-02-23'), '2026-02-25');
    expect(warned([appealed], inTime)).toEqual([]);
    const late = entered(appeal('2026-02-24'), '2026-02-25');
    expect(warned([appealed], late)).toEqual([`late_appeal ${appeals}`]);
    const corrects = inTime.decisionId;
    const moved = entered(
      { kind: 'correct', corrects, record: appeal('2026-02-24') },
      '2026-03-02',
    );
    expect(warned([appealed, inTime], moved)).toContain(`late_appeal ${appeals}`);
  });
});
