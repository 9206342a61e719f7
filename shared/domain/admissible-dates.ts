import type { Act, Proceeding } from './decision.ts';
import type { Document } from './document.ts';
import type { LocalDate } from './instant.ts';
import type { Context } from './project.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { Timeline } from './timeline.ts';

/** What the dates of a notice, an appeal or its end make inadmissible. */
export const ofProceeding = (
  document: Document,
  proceeding: Proceeding,
  before: Timeline,
  context: Context,
): (Refusal | undefined)[] => {
  switch (proceeding.kind) {
    case 'notice': {
      const decidedOn = before.acts.get(proceeding.noticeOf)?.decidedOn;
      return noticeFaults(document, { ...proceeding, decidedOn }, context);
    }
    case 'appeal':
      return [
        afterToday(document, proceeding.lodgedOn, '/lodgedOn', context),
        tooSoon(
          proceeding.lodgedOn,
          before.acts.get(proceeding.appeals)?.decidedOn,
          '/lodgedOn',
          'An appeal is lodged after the decision',
        ),
      ];
    case 'endAppeal': {
      const appeal = before.proceedings.find(
        ({ decisionId }) => decisionId === proceeding.endsAppeal,
      );
      const lodgedOn = appeal?.kind === 'appeal' ? appeal.lodgedOn : undefined;
      return [
        afterToday(document, proceeding.endedOn, '/endedOn', context),
        tooSoon(proceeding.endedOn, lodgedOn, '/endedOn', 'An appeal ends after it is lodged'),
      ];
    }
  }
};

/** A notice is posted, and a decision final, after it is taken. */
export const noticeFaults = (
  document: Document,
  {
    noticePostedOn,
    legallyFinalOn,
    decidedOn,
  }: {
    readonly noticePostedOn?: LocalDate;
    readonly legallyFinalOn?: LocalDate;
    readonly decidedOn: LocalDate | undefined;
  },
  context: Context,
): (Refusal | undefined)[] => [
  ...(noticePostedOn === undefined
    ? []
    : [
        afterToday(document, noticePostedOn, '/noticePostedOn', context),
        tooSoon(
          noticePostedOn,
          decidedOn,
          '/noticePostedOn',
          'A notice is posted after the decision',
        ),
      ]),
  tooSoon(
    legallyFinalOn,
    decidedOn,
    '/legallyFinalOn',
    'A decision becomes final after it is taken',
  ),
];

const tooSoon = (
  date: LocalDate | undefined,
  earliest: LocalDate | undefined,
  pointer: string,
  rule: string,
): Refusal | undefined =>
  date !== undefined && earliest !== undefined && date < earliest
    ? refuse('invalid_date', pointer, `${rule}: ${date} is before ${earliest}.`)
    : undefined;

/** What has happened is recorded, not what will. */
export const afterToday = (
  { timeZone }: Document,
  date: LocalDate,
  pointer: string,
  { now, calendar }: Context,
): Refusal | undefined => {
  const today = calendar.dateAt(now, timeZone);
  if (date <= today) return;
  return refuse(
    'decided_in_future',
    pointer,
    `What has happened is recorded, not what will: ${pointer.slice(1)} is after today, ${today} in ${timeZone}.`,
  );
};

/** Nobody takes back, or dates, what has not been decided yet. */
export const decidedBeforeTarget = (act: Act, { acts }: Timeline): Refusal | undefined => {
  const [pointer, id] =
    act.kind === 'revoke'
      ? ['/revokes', act.revokes]
      : act.kind === 'annul'
        ? ['/annuls', act.annuls]
        : ['/setsDateOf', act.kind === 'setDate' ? act.setsDateOf : undefined];
  const target = id === undefined ? undefined : acts.get(id);
  if (target === undefined || act.decidedOn >= target.decidedOn) return;
  return refuse(
    'undone_before_decided',
    pointer,
    `It is decided on ${act.decidedOn}, before the decision that it is about, of ${target.decidedOn}: check decidedOn.`,
  );
};
