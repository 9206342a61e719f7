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
  readonly noticePostedOn?: LocalDate;
  readonly recipients: readonly Recipient[];
  readonly note?: string;
}

interface From {
  /** First day of effect; without one the decision takes effect at the local start of `decidedOn`. */
  readonly fromAndIncluding?: EffectiveDate;
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

interface Repeal extends Minutes, From {
  readonly kind: 'repeal';
}

interface Replacement extends Minutes, From {
  readonly kind: 'replace';
  /** `documentId` of the document that takes over. */
  readonly replacedBy: string;
}

/** A decision as a registrar states it. */
export type DecisionFacts = Proposal | Adoption | Amendment | Extension | Repeal | Replacement;

export type DecisionKind = DecisionFacts['kind'];

/** A decision as recorded: an append-only fact, undone or corrected only by another decision. */
export type Decision = DecisionFacts & {
  /** uuid v7 (RFC 9562). */
  readonly decisionId: string;
  readonly recordedAt: Instant;
  /** The `sub` or client id of the caller. */
  readonly recordedBy: string;
};

const natural = new Intl.Collator('sv', { numeric: true });

/**
 * Order of decisions that meet at one instant: decision date, body and organisation, section in natural order,
 * recording time, id. Total, so that the order of recording never decides where the law does.
 */
export const byLegalOrder = (a: Decision, b: Decision): number =>
  compare(a.decidedOn, b.decidedOn) ||
  natural.compare(a.decidedBy.body, b.decidedBy.body) ||
  natural.compare(a.decidedBy.organisation, b.decidedBy.organisation) ||
  natural.compare(sectionNumber(a), sectionNumber(b)) ||
  compare(a.recordedAt, b.recordedAt) ||
  compare(a.decisionId, b.decisionId);

/** "§ 129", "§129" and "129 §" are one section. */
const sectionNumber = ({ section = '' }: Decision): string =>
  section.replace(/[§\s]+/g, ' ').trim();

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
