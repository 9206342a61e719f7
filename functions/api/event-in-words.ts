import type * as z from 'zod';
import { documentEvent } from '#shared/contracts/event.ts';
import type { Cancelled, CloudEvent } from '#shared/domain/events.ts';
import { changeInWords, decisionInWords, type FeedWords } from './feed-words.ts';

/** What an entry of a feed says. */
export interface Told {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

type DocumentEvent = z.infer<typeof documentEvent>;
type DataOf<Type extends DocumentEvent['type']> = Extract<
  DocumentEvent,
  { readonly type: Type }
>['data'];

/** An event in plain words; of a type that is not known, its type alone. */
export const eventInWords = (event: CloudEvent, words: FeedWords): Told => {
  const known = documentEvent.safeParse(event);
  if (!known.success) {
    const { title = event.subject } = event.data;
    return { title: words.other(String(title)), paragraphs: [event.type] };
  }
  const { type, data } = known.data;
  const { title } = data;
  switch (type) {
    case 'document.registered':
      return { title: words.registered(title), paragraphs: [] };
    case 'document.updated':
      return { title: words.updated(title), paragraphs: [] };
    case 'document.withdrawn':
      return { title: words.withdrawn(title), paragraphs: [] };
    case 'document.versionAvailable':
      return { title: words.versionAvailable(title, data.version), paragraphs: [] };
    case 'document.versionRejected':
      return { title: words.versionRejected(title, data.version), paragraphs: [] };
    case 'document.versionErased':
      return { title: words.versionErased(title, data.version), paragraphs: [data.reason] };
    case 'document.erased':
      return { title: words.erased, paragraphs: [data.reason] };
    case 'decision.recorded':
      return recorded(data, words);
    case 'decision.corrected':
      return corrected(data, words);
    case 'decision.proceedingRecorded':
      return proceeding(data, words);
    case 'decision.conditionMet':
      return data.proposedDate === undefined
        ? { title: words.notMet(title), paragraphs: partiesIn(data, words) }
        : {
            title: words.canBeDated(title),
            paragraphs: [words.met[data.condition](data.proposedDate), ...partiesIn(data, words)],
          };
    case 'document.statusChanged':
    case 'document.versionChanged':
    case 'party.statusChanged':
      return changed(data, words);
    case 'document.dueSoon':
      return reminded(data, words);
    case 'document.legallyFinal':
      return final(data, words);
  }
};

const recorded = (
  { title, decision, takesEffectWhen, cancelled }: DataOf<'decision.recorded'>,
  words: FeedWords,
): Told => ({
  title: words.decided(title, decision.kind),
  paragraphs: [
    decisionInWords(words, decision),
    ...(takesEffectWhen === undefined ? [] : [words.awaits[takesEffectWhen]]),
    ...cancelledInWords(title, cancelled, words),
  ],
});

const corrected = (
  { title, decision, proceedingId, struck, cancelled }: DataOf<'decision.corrected'>,
  words: FeedWords,
): Told => ({
  title: words.corrected(title, proceedingId === undefined ? 'decision' : 'proceeding', struck),
  paragraphs: [
    ...(decision === undefined ? [] : [decisionInWords(words, decision)]),
    ...cancelledInWords(title, cancelled, words),
  ],
});

const proceeding = (
  { title, proceeding, on, decision }: DataOf<'decision.proceedingRecorded'>,
  words: FeedWords,
): Told => {
  const { kind, legallyFinalOn } = decision;
  return {
    title: words.proceedings[proceeding](title, kind),
    paragraphs: [
      words.on(on),
      ...(legallyFinalOn === undefined ? [] : [words.finalOn(legallyFinalOn)]),
      decisionInWords(words, decision),
    ],
  };
};

const changed = (
  data: DataOf<'document.statusChanged' | 'document.versionChanged' | 'party.statusChanged'>,
  words: FeedWords,
): Told => {
  const { date, timeZone, precision } = data.effectiveDate;
  return {
    title: data.correction
      ? words.correction(data.title, data.currentStatus)
      : changeInWords(words, data),
    paragraphs: [words.from(date, timeZone, precision), decisionInWords(words, data.decision)],
  };
};

const reminded = (data: DataOf<'document.dueSoon'>, words: FeedWords): Told => {
  const { title, from, to, dueDate, decision } = data;
  const { date, timeZone, precision } = dueDate;
  if (from === undefined || to === undefined) {
    return { title: words.review(title, date), paragraphs: [] };
  }
  return {
    title: words.reminder(changeInWords(words, { ...data, from, to }), date),
    paragraphs: [
      words.from(date, timeZone, precision),
      ...partiesIn(data, words),
      ...(decision === undefined ? [] : [decisionInWords(words, decision)]),
    ],
  };
};

const final = (
  { title, decision, legallyFinalOn }: DataOf<'document.legallyFinal'>,
  words: FeedWords,
): Told => ({
  title:
    legallyFinalOn === undefined
      ? words.notFinal(title, decision.kind)
      : words.final(title, decision.kind),
  paragraphs: [
    ...(legallyFinalOn === undefined ? [] : [words.finalOn(legallyFinalOn)]),
    decisionInWords(words, decision),
  ],
});

const partiesIn = ({ parties }: { readonly parties?: readonly string[] }, words: FeedWords) =>
  parties === undefined ? [] : [words.parties(parties)];

/** Each coming change that comes no more, once. */
const cancelledInWords = (
  title: string,
  cancelled: readonly Cancelled[] | undefined,
  words: FeedWords,
): readonly string[] => {
  const sentences = cancelled?.map((change) =>
    words.cancelled(changeInWords(words, { ...change, title })),
  );
  return [...new Set(sentences)];
};
