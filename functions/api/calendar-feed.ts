import { createHash } from 'node:crypto';
import ical, {
  ICalCalendarMethod,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import type { CalendarEntry, CalendarView } from '#shared/application/read-calendar.ts';
import { laterOf } from '#shared/domain/instant.ts';
import {
  changeInWords,
  decisionInWords,
  type FeedWords,
  type Language,
  wordsIn,
} from './feed-words.ts';

/** Dates are decided ahead: a program that keeps the calendar need not ask more often. */
const refreshSeconds = 3_600;

/** Effective dates as a calendar (RFC 5545) of whole days. */
export const calendarFeed = (
  { entries, isCut }: CalendarView,
  {
    lang,
    base,
  }: {
    readonly lang: Language;
    /** In front of the paths of the API. */
    readonly base: string;
  },
): string => {
  const words = wordsIn[lang];
  const calendar = ical({
    prodId: { company: 'Ikraft', product: 'Calendar', language: lang.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    name: words.calendarTitle,
    ...(isCut && { description: words.calendarIsCut }),
    ttl: refreshSeconds,
    events: entries.map((entry) => eventOf(entry, words, base)),
  });
  return `${calendar.toString()}\r\n`;
};

const eventOf = (entry: CalendarEntry, words: FeedWords, base: string): ICalEventData => {
  const { document, change, date, decision } = entry;
  const { documentId, timeZone } = document;
  const summary = summaryOf(entry, words);
  // Of the document, too: another title is no other date, but it is read again.
  const changedAt = laterOf(change.changedAt, document.changedAt);
  return {
    id: uidOf(documentId, change.key),
    sequence: change.sequence,
    stamp: changedAt,
    lastModified: changedAt,
    start: date,
    allDay: true,
    status: change.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.TRANSPARENT,
    summary: change.cancelled ? words.cancelled(summary) : summary,
    description: [
      words.from(date, timeZone, change.boundary.precision),
      ...(decision === undefined ? [] : [decisionInWords(words, decision)]),
    ].join('\n'),
    url: `${base}/v1/documents/${documentId}`,
  };
};

const summaryOf = ({ document, change }: CalendarEntry, words: FeedWords): string => {
  const { party, ...boundary } = change.boundary;
  const name = document.parties.find(({ id }) => id === party)?.name ?? party;
  return changeInWords(words, {
    ...boundary,
    title: shortened(document.title),
    ...(name !== undefined && { party: name }),
  });
};

// Short, in ASCII, and the same for the same entry of the same document wherever it is shown.
const uidOf = (documentId: string, key: string): string =>
  `${createHash('sha256').update(`${documentId}/${key}`).digest('hex').slice(0, 32)}@ikraft`;

const mostOfTitle = 200;

const shortened = (title: string): string => {
  const characters = [...title];
  return characters.length <= mostOfTitle
    ? title
    : `${characters.slice(0, mostOfTitle - 1).join('')}…`;
};
