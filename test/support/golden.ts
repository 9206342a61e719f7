import {
  applyDue,
  changeDocument,
  type Registration,
  registerDocument,
} from '#shared/domain/commands.ts';
import { decide } from '#shared/domain/decide.ts';
import type { ActFacts, ActKind, Decision, DecisionFacts } from '#shared/domain/decision.ts';
import type { Change, Document } from '#shared/domain/document.ts';
import type { EventFact } from '#shared/domain/events.ts';
import type { RefusalCode } from '#shared/domain/refusal.ts';
import { Refusal } from '#shared/domain/refusal.ts';
import { linesOf } from './golden-lines.ts';
import { at, available, registration } from './histories.ts';

type Minutes = 'decidedBy' | 'recipients';

/** What was decided; who decided, and whom it is sent to, only where the story is about that. */
type Stated<Facts> = Facts extends ActFacts
  ? Omit<Facts, Minutes> & Partial<Pick<Facts, Minutes>>
  : Facts extends { readonly kind: 'correct'; readonly record?: infer Record }
    ? Omit<Facts, 'record'> & { readonly record?: Stated<Exclude<Record, undefined>> }
    : Facts;

/** One thing that happens, when, and the events that it makes, a line for each. */
export type Episode = { readonly at: string; readonly tells: readonly string[] } & (
  | { readonly records: Stated<DecisionFacts>; readonly as: string }
  | { readonly passes: true }
  | { readonly joins: readonly { readonly id: string; readonly name: string }[] }
);

/** A decision that is refused, and why. */
export interface Attempt {
  readonly at: string;
  readonly records: Stated<DecisionFacts>;
  readonly refused: RefusalCode;
}

/** What the record amounts to, a line for each interval, mark or date; what is left out is empty. */
export interface Outcome {
  /** From the first change on: `2026-07-01 repealed v1 by repeal`. */
  readonly timeline: readonly string[];
  readonly parties?: Readonly<Record<string, readonly string[]>>;
  /** Status at an instant, of the document or of `party`. */
  readonly statuses: readonly (readonly [instant: string, status: string, party?: string])[];
  readonly undone?: readonly string[];
  readonly corrected?: readonly string[];
  readonly withoutEffect?: readonly string[];
  readonly finality?: readonly string[];
  readonly awaiting?: readonly string[];
  readonly replacedBy?: readonly string[];
}

/** A small history with everything that it must lead to, worked out by hand. */
export interface Story {
  /** A fact in the present tense. */
  readonly name: string;
  readonly registered: { readonly at: string } & Partial<Registration>;
  readonly episodes: readonly (Episode | Attempt)[];
  readonly outcome: Outcome;
  /** What a reader is told who asks for what was known at an earlier instant. */
  readonly known?: readonly (Partial<Outcome> & { readonly at: string })[];
}

/** A story as it was played: what each episode told, and what it came to. */
export interface Played {
  readonly told: readonly (readonly string[])[];
  readonly facts: readonly EventFact[];
  readonly document: Document;
  readonly decisions: readonly Decision[];
}

const board = { organisation: 'Kommunen', body: 'Kommunfullmäktige' };
const court = { organisation: 'Förvaltningsrätten', body: 'Förvaltningsrätten' };

const minutesOf = (kind: ActKind) => ({
  decidedBy: kind === 'annul' ? court : board,
  recipients: [],
});

const isActKind = (kind: DecisionFacts['kind']): kind is ActKind =>
  !['notice', 'appeal', 'endAppeal', 'correct'].includes(kind);

/** Fills in who decided, in what a correction puts in place as well. */
const full = (facts: Stated<DecisionFacts>): DecisionFacts => {
  if (facts.kind === 'correct' && facts.record !== undefined) {
    return { ...facts, record: full(facts.record) } as DecisionFacts;
  }
  return (isActKind(facts.kind) ? { ...minutesOf(facts.kind), ...facts } : facts) as DecisionFacts;
};

/** Plays a story through the commands; `beforeEach` may let time pass between its episodes. */
export const play = (
  { registered: { at: registeredAt, ...stated }, episodes }: Story,
  letPass: (document: Document, until: string) => readonly string[] = () => [],
): Played => {
  const registered = registerDocument(
    { documentId: 'document', by: 'registrar', registration: { ...registration, ...stated } },
    at(registeredAt),
  );
  let document = registered.document;
  const decisions: Decision[] = [];
  const told: (readonly string[])[] = [linesOf(registered.facts)];
  const facts: EventFact[] = [...registered.facts];
  const tell = (change: Change): readonly string[] => {
    document = change.document;
    facts.push(...change.facts);
    return linesOf(change.facts);
  };
  for (const episode of episodes) {
    for (const instant of letPass(document, episode.at)) tell(applyDue(document, at(instant)));
    told.push(episodeOf(episode));
  }
  return { told, facts, document, decisions };

  function episodeOf(episode: Episode | Attempt): readonly string[] {
    if ('passes' in episode) return tell(applyDue(document, at(episode.at)));
    if ('joins' in episode) {
      return tell(changeDocument(document, { parties: episode.joins }, at(episode.at)));
    }
    const name = 'as' in episode ? episode.as : 'refused';
    const entry = { decisionId: name, recordedAt: episode.at, recordedBy: 'registrar' };
    const decision: Decision = { ...full(episode.records), ...entry };
    const version = { ...available, version: 1 };
    try {
      const decided = decide({ document, decisions, version }, decision, at(episode.at));
      decisions.push(decision);
      return tell(decided);
    } catch (error) {
      if (error instanceof Refusal) return [`refused ${error.code}`];
      throw error;
    }
  }
};
