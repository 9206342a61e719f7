import type { EffectiveDate } from './effective-date.ts';
import type { Instant, LocalDate } from './instant.ts';

/** The body that decided: `{organisation: "Alingsås kommun", body: "Kommunstyrelsen"}`. */
export interface DecidedBy {
  readonly organisation: string;
  readonly body: string;
}

/** Someone the minutes say must be told ("Expedieras till"). */
export interface Recipient {
  readonly name: string;
}

/** What the minutes state, whatever the kind. A decision is another thing than its effect. */
interface Minutes {
  readonly decidedOn: LocalDate;
  readonly decidedBy: DecidedBy;
  /** Section of the minutes, "§ 129". */
  readonly section?: string;
  /** Registry number (diarienummer), "2020.246 KS", as written. */
  readonly caseNumber?: string;
  /** The party that the decision counts for; without one it counts for every party that has adopted. */
  readonly party?: string;
  /** The effective date in the source's own words. */
  readonly wording?: string;
  /** When the minutes were announced on the notice board: the appeal period counts from here. */
  readonly noticePostedOn?: LocalDate;
  /** The first day on which it is legally final (laga kraft), as the source states it. */
  readonly legallyFinalOn?: LocalDate;
  readonly recipients: readonly Recipient[];
  readonly note?: string;
}

/**
 * What an effect waits for whose date is not known yet. It never comes by itself: `setDate` gives the date
 * when the condition is met. `other` is whatever `wording` says.
 */
export const conditions = ['legallyFinal', 'allPartiesAdopted', 'other'] as const;

export type Condition = (typeof conditions)[number];

interface From {
  /** First day of effect; without one the decision takes effect at the local start of `decidedOn`. */
  readonly fromAndIncluding?: EffectiveDate;
  /** In place of a date: the effect awaits one. */
  readonly takesEffectWhen?: Condition;
}

interface Through {
  /** Last day of effect, itself included. */
  readonly throughAndIncluding?: EffectiveDate;
}

interface Proposal extends Minutes, From, Through {
  readonly kind: 'propose' | 'recommend';
  readonly documentVersion?: number;
}

interface Adoption extends Minutes, From, Through {
  readonly kind: 'adopt';
  readonly documentVersion?: number;
}

interface Amendment extends Minutes, From {
  readonly kind: 'amend';
  readonly documentVersion: number;
}

interface Extension extends Minutes, From {
  readonly kind: 'extend';
  readonly throughAndIncluding: EffectiveDate;
}

interface Suspension extends Minutes, From {
  readonly kind: 'suspend' | 'resume';
}

interface Repeal extends Minutes, From {
  readonly kind: 'repeal';
}

interface Replacement extends Minutes, From {
  readonly kind: 'replace';
  /** `documentId` of the document that takes over. */
  readonly replacedBy: string;
}

/** The body takes back its own decision from a date: what would come after it never comes. */
interface Revocation extends Minutes {
  readonly kind: 'revoke';
  readonly revokes: string;
  readonly fromAndIncluding?: EffectiveDate;
}

/** A court annuls a decision: it counts as never taken, from its original date. */
interface Annulment extends Minutes {
  readonly kind: 'annul';
  readonly annuls: string;
}

/** The date of what awaits one: of a single decision, or of each that awaits the same condition. */
interface DateSetting extends Minutes {
  readonly kind: 'setDate';
  readonly fromAndIncluding: EffectiveDate;
  readonly setsDateOf?: string;
  readonly whenMet?: 'allPartiesAdopted';
}

/** What a body decides, as a registrar states it. */
export type ActFacts =
  | Proposal
  | Adoption
  | Amendment
  | Extension
  | Suspension
  | Repeal
  | Replacement
  | Revocation
  | Annulment
  | DateSetting;

/** What happens to a decision without anything being decided: it moves finality, never status. */
export type ProceedingFacts =
  | {
      readonly kind: 'notice';
      readonly noticeOf: string;
      readonly noticePostedOn: LocalDate;
      readonly legallyFinalOn?: LocalDate;
      readonly note?: string;
    }
  | {
      readonly kind: 'appeal';
      readonly appeals: string;
      readonly lodgedOn: LocalDate;
      readonly note?: string;
    }
  | {
      readonly kind: 'endAppeal';
      /** `decisionId` of the recorded appeal. */
      readonly endsAppeal: string;
      /** The day on which the appeal was over for good: withdrawn, or the ruling on it final. */
      readonly endedOn: LocalDate;
      readonly note?: string;
    };

/** A wrong record is replaced by `record`, or struck where there is none. Not a legal act. */
interface CorrectionFacts {
  readonly kind: 'correct';
  readonly corrects: string;
  readonly record?: ActFacts | ProceedingFacts;
  readonly note?: string;
}

/** Whatever a registrar records about a document. */
export type DecisionFacts = ActFacts | ProceedingFacts | CorrectionFacts;

export type ActKind = ActFacts['kind'];
export type ProceedingKind = ProceedingFacts['kind'];
export type DecisionKind = DecisionFacts['kind'];

/** When and by whom it was entered. */
export interface Entry {
  /** uuid v7 (RFC 9562). */
  readonly decisionId: string;
  readonly recordedAt: Instant;
  /** The `sub` or client id of the caller. */
  readonly recordedBy: string;
  /** The same for all that were recorded together, of several documents. */
  readonly groupId?: string;
}

export type Act = ActFacts & Entry;
export type Proceeding = ProceedingFacts & Entry;
export type Correction = CorrectionFacts & Entry;

/** A decision as recorded: an append-only fact, undone or corrected only by another decision. */
export type Decision = Act | Proceeding | Correction;

export const isProceeding = (decision: Decision): decision is Proceeding =>
  decision.kind === 'notice' || decision.kind === 'appeal' || decision.kind === 'endAppeal';

export const isAct = (decision: Decision): decision is Act =>
  decision.kind !== 'correct' && !isProceeding(decision);

/** The decision that another one is about; a `setDate` by condition is about none in particular. */
export const targetOf = (decision: DecisionFacts): string | undefined => {
  switch (decision.kind) {
    case 'revoke':
      return decision.revokes;
    case 'annul':
      return decision.annuls;
    case 'correct':
      return decision.corrects;
    case 'setDate':
      return decision.setsDateOf;
    case 'notice':
      return decision.noticeOf;
    case 'appeal':
      return decision.appeals;
    case 'endAppeal':
      return decision.endsAppeal;
    case 'propose':
    case 'recommend':
    case 'adopt':
    case 'amend':
    case 'extend':
    case 'suspend':
    case 'resume':
    case 'repeal':
    case 'replace':
      return undefined;
  }
};

/** The registry number under which it is found: a correction's is that of the record it puts in place. */
export const caseNumberOf = (decision: DecisionFacts): string | undefined => {
  const stated = decision.kind === 'correct' ? decision.record : decision;
  return stated !== undefined && 'caseNumber' in stated ? stated.caseNumber : undefined;
};

/** Order of recording. */
export const byRecording = (a: Decision, b: Decision): number =>
  compare(a.recordedAt, b.recordedAt) || compare(a.decisionId, b.decisionId);

const natural = new Intl.Collator('sv', { numeric: true });

/**
 * Order of decisions that meet at one instant: decision date, body and organisation, section in natural order,
 * recording time, id. Total, so that the order of recording never decides where the law does.
 */
export const byLegalOrder = (a: Act, b: Act): number =>
  compare(a.decidedOn, b.decidedOn) ||
  natural.compare(a.decidedBy.body, b.decidedBy.body) ||
  natural.compare(a.decidedBy.organisation, b.decidedBy.organisation) ||
  natural.compare(sectionNumber(a), sectionNumber(b)) ||
  compare(a.recordedAt, b.recordedAt) ||
  compare(a.decisionId, b.decisionId);

/** "§ 129", "§129" and "129 §" are one section. */
const sectionNumber = ({ section = '' }: Act): string => section.replace(/[§\s]+/g, ' ').trim();

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
