import XmlBuilder from 'fast-xml-builder';
import type { FeedPage } from '#shared/application/read-event-feed.ts';
import { documentEvent } from '#shared/contracts/event.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import type { FeedLink } from '#shared/domain/feed-link.ts';
import {
  changeInWords,
  decisionInWords,
  type FeedWords,
  type Language,
  wordsIn,
} from './feed-words.ts';

const builder = new XmlBuilder({
  attributeNamePrefix: '@',
  ignoreAttributes: false,
  suppressEmptyNode: true,
});

/** A page of events as an Atom feed (RFC 4287), with the older ones behind `next` (RFC 5005). */
export const atomFeed = (
  { feedLinkId, createdAt }: Pick<FeedLink, 'feedLinkId' | 'createdAt'>,
  { events }: Pick<FeedPage, 'events'>,
  {
    lang,
    base,
    nextPage,
  }: {
    readonly lang: Language;
    /** In front of the paths of the API. */
    readonly base: string;
    readonly nextPage: string | undefined;
  },
): string => {
  const words = wordsIn[lang];
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'utf-8' },
    feed: {
      '@xmlns': 'http://www.w3.org/2005/Atom',
      '@xml:lang': lang,
      id: `urn:uuid:${feedLinkId}`,
      title: words.eventsTitle,
      updated: events[0]?.recordedtime ?? createdAt,
      author: { name: 'Ikraft' },
      link: [
        // Relative to where the feed is read, so that its secret is not in what it says.
        { '@rel': 'self', '@type': 'application/atom+xml', '@href': `?lang=${lang}` },
        ...(nextPage === undefined ? [] : [{ '@rel': 'next', '@href': nextPage }]),
      ],
      entry: events.map((event) => entryOf(event, words, base)),
    },
  });
};

const entryOf = (event: CloudEvent, words: FeedWords, base: string) => {
  const { title, paragraphs } = told(event, words);
  const document = `${base}/v1/documents/${event.subject}`;
  return {
    id: `urn:ikraft:event:${event.id}`,
    title: text(title),
    published: event.recordedtime,
    updated: event.recordedtime,
    category: { '@term': event.type },
    link: { '@rel': 'alternate', '@type': 'application/json', '@href': document },
    content: {
      '@type': 'xhtml',
      div: {
        '@xmlns': 'http://www.w3.org/1999/xhtml',
        p: [...paragraphs.map(text), { a: { '@href': document, '#text': text(document) } }],
      },
    },
  };
};

const told = (
  event: CloudEvent,
  words: FeedWords,
): { readonly title: string; readonly paragraphs: readonly string[] } => {
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
    case 'decision.recorded':
      return {
        title: words.decided(title, data.decision.kind),
        paragraphs: [decisionInWords(words, data.decision)],
      };
    case 'document.statusChanged':
    case 'document.versionChanged':
    case 'party.statusChanged': {
      const { date, timeZone, precision } = data.effectiveDate;
      return {
        title: data.correction
          ? words.correction(title, data.currentStatus)
          : changeInWords(words, data),
        paragraphs: [words.from(date, timeZone, precision), decisionInWords(words, data.decision)],
      };
    }
  }
};

/** Without the few characters that XML 1.0 has no way to write. */
const text = (content: string): string =>
  content
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}');
