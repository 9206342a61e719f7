import { byLegalOrder } from './decision.ts';
import type { Instant } from './instant.ts';
import {
  continueWith,
  type DocumentStatus,
  type Interval,
  type Lanes,
  type Status,
} from './interval.ts';
import type { Beginning } from './standing.ts';

/** All of time as it would be by the decisions that count from an instant on. */
export interface Piece extends Lanes {
  /** Null: from the beginning. */
  readonly from: Instant | null;
  /** The revocations that take effect there. */
  readonly begunBy: readonly Beginning[];
}

/** One of each piece over its own stretch: from its `from` to that of the next. */
export const splice = (pieces: readonly Piece[]): Lanes => {
  const [first] = pieces;
  if (first === undefined) throw new RangeError('Time has no beginning');
  if (pieces.length === 1) return { document: first.document, parties: first.parties };
  return {
    document: joined<DocumentStatus>(pieces, ({ document }) => document),
    parties: new Map(
      [...first.parties.keys()].map((party) => [
        party,
        joined(pieces, ({ parties }) => parties.get(party) ?? [], party),
      ]),
    ),
  };
};

const joined = <S extends Status>(
  pieces: readonly Piece[],
  intervalsOf: (piece: Piece) => readonly Interval<S>[],
  party?: string,
): readonly Interval<S>[] => {
  const whole: Interval<S>[] = [];
  for (const [index, piece] of pieces.entries()) {
    const { from: start } = piece;
    const stop = pieces[index + 1]?.from ?? null;
    for (const interval of intervalsOf(piece)) {
      const { from, to, ...what } = interval;
      if (start !== null && to !== null && to <= start) continue;
      if (stop !== null && from !== null && from >= stop) break;
      if (start === null || (from !== null && from >= start)) continueWith(whole, from ?? '', what);
      else continueWith(whole, start, { ...what, ...causeOf(piece, what, party) });
    }
  }
  return whole;
};

/** What changes where the pieces meet changes because a decision is taken back there. */
const causeOf = (
  { begunBy }: Piece,
  { decisionId: basis }: { readonly decisionId?: string },
  party: string | undefined,
) => {
  const inOrder = begunBy.toSorted((a, b) => byLegalOrder(a.act, b.act));
  const own = inOrder.findLast((one) => party === undefined || (one.party ?? party) === party);
  const last = own ?? inOrder.at(-1);
  if (last === undefined) return {};
  const { act, precision } = last;
  return { decisionId: act.decisionId, precision, ...(basis !== undefined && { basis }) };
};
