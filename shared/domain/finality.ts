import type { Calendar } from './calendar.ts';
import type { Act, Proceeding } from './decision.ts';
import { type Instant, type LocalDate, laterOf, type TimeZone } from './instant.ts';
import type { WithoutEffect } from './interval.ts';
import { type Undone, undoneAt } from './standing.ts';
import { isDayOff } from './swedish-holidays.ts';

/** When a decision is beyond appeal (laga kraft): the second clock, which never moves the first. */
export interface Finality {
  /** Of several notices the last, which is what counts for a joint board. */
  readonly noticePostedOn?: LocalDate;
  /** Last day to appeal, counted from the notice. */
  readonly appealThroughAndIncluding?: LocalDate;
  /** The first day on which it is final by the notice. */
  readonly computedOn?: LocalDate;
  /** The same as the source states it: this one counts. */
  readonly statedOn?: LocalDate;
  readonly appeals: readonly {
    readonly decisionId: string;
    readonly lodgedOn: LocalDate;
    readonly endedOn?: LocalDate;
  }[];
  /** Absent while an appeal is open, and where nothing tells. */
  readonly legallyFinalOn?: LocalDate;
  /** The local start of `legallyFinalOn`. */
  readonly at?: Instant;
}

/** Days of the appeal period: three weeks from the announcement on the notice board (kommunallagen 2017:725, 13 kap. 5 §). */
const appealPeriodDays = 21;

/** The last day to appeal; one that is a day off moves to the next working day (lag 1930:173, 2 §). */
export const lastDayToAppeal = (noticePostedOn: LocalDate, calendar: Calendar): LocalDate => {
  let last = calendar.plusDays(noticePostedOn, appealPeriodDays);
  while (isDayOff(last, calendar)) last = calendar.dayAfter(last);
  return last;
};

export interface Finalities {
  /** Of every act about which a notice, a stated date or an appeal tells, by id. */
  readonly of: ReadonlyMap<string, Finality>;
  readonly withoutEffect: ReadonlyMap<string, WithoutEffect>;
}

/** What notices and appeals make of the acts. A decision that counts no more on the day never becomes final. */
export const finalities = (
  acts: readonly Act[],
  proceedings: readonly Proceeding[],
  undone: ReadonlyMap<string, readonly Undone[]>,
  zone: TimeZone,
  calendar: Calendar,
): Finalities => {
  const withoutEffect = new Map<string, WithoutEffect>();
  const known = new Set(acts.map(({ decisionId }) => decisionId));
  const about = new Map<string, Proceeding[]>();
  const appeals = new Map<string, Extract<Proceeding, { kind: 'appeal' }>>();
  const ended = new Map<string, string>();
  for (const proceeding of proceedings) {
    const { decisionId } = proceeding;
    if (proceeding.kind === 'appeal') appeals.set(decisionId, proceeding);
    const target =
      proceeding.kind === 'notice'
        ? proceeding.noticeOf
        : proceeding.kind === 'appeal'
          ? proceeding.appeals
          : appeals.get(proceeding.endsAppeal)?.appeals;
    const earlier = proceeding.kind === 'endAppeal' ? ended.get(proceeding.endsAppeal) : undefined;
    if (target === undefined || !known.has(target)) {
      withoutEffect.set(decisionId, { reason: 'not_on_record' });
    } else if (earlier !== undefined) {
      withoutEffect.set(decisionId, { reason: 'appeal_ended', because: earlier });
    } else {
      if (proceeding.kind === 'endAppeal') ended.set(proceeding.endsAppeal, decisionId);
      about.set(target, [...(about.get(target) ?? []), proceeding]);
    }
  }
  const of = new Map<string, Finality>();
  for (const act of acts) {
    const theirs = about.get(act.decisionId) ?? [];
    const tells = theirs.length > 0 || act.noticePostedOn !== undefined;
    if (!tells && act.legallyFinalOn === undefined) continue;
    const finality = finalityOf(act, theirs, calendar, withoutEffect);
    of.set(act.decisionId, settled(finality, undone.get(act.decisionId) ?? [], zone, calendar));
  }
  return { of, withoutEffect };
};

const finalityOf = (
  act: Act,
  proceedings: readonly Proceeding[],
  calendar: Calendar,
  withoutEffect: Map<string, WithoutEffect>,
): Omit<Finality, 'at'> => {
  const notices = proceedings.filter(({ kind }) => kind === 'notice');
  const said = [act, ...notices].map((one) => ({
    postedOn: dateIn(one, 'noticePostedOn'),
    statedOn: dateIn(one, 'legallyFinalOn'),
  }));
  const noticePostedOn = last(said.map(({ postedOn }) => postedOn));
  // A day is stated of the notice that it comes with; one that comes with none is stated of any.
  const stated = (of: LocalDate | undefined) =>
    said.findLast(({ postedOn, statedOn }) => postedOn === of && statedOn !== undefined)?.statedOn;
  const statedOn = stated(noticePostedOn) ?? stated(undefined);
  const through = noticePostedOn && lastDayToAppeal(noticePostedOn, calendar);
  const computedOn = through && calendar.dayAfter(through);
  const periodOver = statedOn ?? computedOn;

  const appeals = proceedings.flatMap((appeal) => {
    if (appeal.kind !== 'appeal') return [];
    if (periodOver !== undefined && appeal.lodgedOn >= periodOver) {
      withoutEffect.set(appeal.decisionId, { reason: 'already_final', because: act.decisionId });
      return [];
    }
    const end = proceedings.find(
      (one) => one.kind === 'endAppeal' && one.endsAppeal === appeal.decisionId,
    );
    const { decisionId, lodgedOn } = appeal;
    return { decisionId, lodgedOn, ...(end?.kind === 'endAppeal' && { endedOn: end.endedOn }) };
  });
  const isOpen = appeals.some(({ endedOn }) => endedOn === undefined);
  const legallyFinalOn =
    isOpen || periodOver === undefined
      ? undefined
      : last([periodOver, ...appeals.map(({ endedOn }) => endedOn)]);
  return {
    ...(noticePostedOn !== undefined && { noticePostedOn }),
    ...(through !== undefined && { appealThroughAndIncluding: through }),
    ...(computedOn !== undefined && { computedOn }),
    ...(statedOn !== undefined && { statedOn }),
    appeals,
    ...(legallyFinalOn !== undefined && { legallyFinalOn }),
  };
};

const settled = (
  finality: Omit<Finality, 'at'>,
  undone: readonly Undone[],
  zone: TimeZone,
  calendar: Calendar,
): Finality => {
  const { legallyFinalOn, ...open } = finality;
  if (legallyFinalOn === undefined) return open;
  const at = calendar.startOfDay(legallyFinalOn, zone);
  return undoneAt(undone, at) ? open : { ...open, legallyFinalOn, at };
};

const dateIn = (
  source: Act | Proceeding,
  name: 'noticePostedOn' | 'legallyFinalOn',
): LocalDate | undefined =>
  source.kind === 'appeal' || source.kind === 'endAppeal' ? undefined : source[name];

const last = (dates: readonly (LocalDate | undefined)[]): LocalDate | undefined =>
  dates.reduce(
    (a, b) => (a === undefined || b === undefined ? (a ?? b) : laterOf(a, b)),
    undefined,
  );
