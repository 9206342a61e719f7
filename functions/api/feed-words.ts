import type { ActKind, Condition, ProceedingKind } from '#shared/domain/decision.ts';
import type { DecisionSummary } from '#shared/domain/document.ts';
import type { Precision } from '#shared/domain/effective-date.ts';
import type { LocalDate } from '#shared/domain/instant.ts';
import type { Status } from '#shared/domain/timeline.ts';
import { en } from './feed-words-en.ts';
import { sv } from './feed-words-sv.ts';

export type Language = 'sv' | 'en';

export const wordsIn: Readonly<Record<Language, FeedWords>> = { sv, en };

/** What becomes of a document, or of what it is for one party. */
export type Turn =
  | 'proposed'
  | 'adopted'
  | 'takesEffect'
  | 'resumes'
  | 'anotherVersion'
  | 'suspended'
  | 'repealed'
  | 'expired'
  | 'replaced'
  | 'ceases'
  | 'reset';

/** Everything that feeds say in a language. `title` is the document's. */
export interface FeedWords {
  readonly eventsTitle: string;
  readonly calendarTitle: string;
  readonly calendarIsCut: string;
  readonly registered: (title: string) => string;
  readonly updated: (title: string) => string;
  readonly withdrawn: (title: string) => string;
  readonly versionAvailable: (title: string, version: number) => string;
  readonly versionRejected: (title: string, version: number) => string;
  readonly versionErased: (title: string, version: number) => string;
  readonly erased: string;
  readonly decided: (title: string, kind: ActKind) => string;
  readonly corrected: (title: string, what: 'decision' | 'proceeding', struck: boolean) => string;
  readonly proceedings: Readonly<Record<ProceedingKind, (title: string, kind: ActKind) => string>>;
  readonly on: (date: LocalDate) => string;
  readonly final: (title: string, kind: ActKind) => string;
  readonly notFinal: (title: string, kind: ActKind) => string;
  readonly finalOn: (date: LocalDate) => string;
  /** A decision whose date is not known waits for this. */
  readonly awaits: Readonly<Record<Condition, string>>;
  readonly canBeDated: (title: string) => string;
  readonly notMet: (title: string) => string;
  readonly met: Readonly<Record<Exclude<Condition, 'other'>, (date: LocalDate) => string>>;
  readonly reminder: (sentence: string, date: LocalDate) => string;
  readonly review: (title: string, date: LocalDate) => string;
  readonly parties: (ids: readonly string[]) => string;
  readonly turns: Readonly<Record<Turn, (title: string, version?: number) => string>>;
  readonly forParty: (sentence: string, party: string) => string;
  readonly correction: (title: string, status: Status) => string;
  readonly cancelled: (sentence: string) => string;
  readonly from: (date: LocalDate, timeZone: string, precision?: Precision) => string;
  readonly decision: (kind: ActKind, minutes: string) => string;
  readonly other: (title: string) => string;
}

/** A change of status or version in plain words. */
export const changeInWords = (
  words: FeedWords,
  change: {
    readonly title: string;
    readonly from: Status;
    readonly to: Status;
    readonly version?: number;
    readonly party?: string;
  },
): string => {
  const sentence = words.turns[turnOf(change)](change.title, change.version);
  return change.party === undefined ? sentence : words.forParty(sentence, change.party);
};

/** The decision as its minutes identify it. */
export const decisionInWords = (
  words: FeedWords,
  decision: Omit<DecisionSummary, 'recordedAt'>,
): string => {
  const { kind, decidedBy, section, caseNumber, decidedOn } = decision;
  const parts = [decidedBy.organisation, decidedBy.body, section, caseNumber, decidedOn];
  return words.decision(kind, parts.filter((part) => part !== undefined).join(', '));
};

const turnOf = ({ from, to }: { readonly from: Status; readonly to: Status }): Turn => {
  if (from === to) return 'anotherVersion';
  switch (to) {
    case 'inForce':
      return from === 'suspended' ? 'resumes' : 'takesEffect';
    case 'proposed':
    case 'adopted':
    case 'suspended':
    case 'repealed':
    case 'expired':
    case 'replaced':
      return to;
    case 'draft':
    case 'notDecided':
      return from === 'inForce' || from === 'suspended' ? 'ceases' : 'reset';
  }
};
