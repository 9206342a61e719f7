import XmlBuilder from 'fast-xml-builder';
import type { FeedPage } from '#shared/application/read-event-feed.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import type { FeedLink } from '#shared/domain/feed-link.ts';
import { eventInWords } from './event-in-words.ts';
import { type FeedWords, type Language, wordsIn } from './feed-words.ts';

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
  const { title, paragraphs } = eventInWords(event, words);
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

/** Without the few characters that XML 1.0 has no way to write. */
const text = (content: string): string =>
  content
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}');
