import { expect } from 'vitest';
import { all, only, readXml } from './xml.ts';

const atom = 'http://www.w3.org/2005/Atom';
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Reads an Atom feed as a program would, and holds it against RFC 4287. */
export const readAtom = (source: string) => {
  const feed = readXml(source);
  expect([feed.name, feed.namespace]).toEqual(['feed', atom]);
  for (const name of ['id', 'title', 'updated']) expect(only(feed, name).text).not.toBe('');
  expect(only(feed, 'updated').text).toMatch(instant);
  expect(only(only(feed, 'author'), 'name').text).not.toBe('');
  const entries = all(feed, 'entry').map((entry) => {
    expect(only(entry, 'updated').text).toMatch(instant);
    expect(only(entry, 'published').text).toMatch(instant);
    const content = only(entry, 'content');
    expect(content.attributes.type).toBe('xhtml');
    expect(only(content, 'div').namespace).toBe('http://www.w3.org/1999/xhtml');
    return {
      id: only(entry, 'id').text,
      title: only(entry, 'title').text,
      updated: only(entry, 'updated').text,
      type: only(entry, 'category').attributes.term,
      link: only(entry, 'link').attributes.href,
      paragraphs: all(only(content, 'div'), 'p').map(({ text }) => text),
    };
  });
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  const links = all(feed, 'link').map(({ attributes }) => [attributes.rel, attributes.href]);
  expect(links.filter(([rel]) => rel === 'self')).toHaveLength(1);
  return {
    title: only(feed, 'title').text,
    id: only(feed, 'id').text,
    language: feed.attributes['xml:lang'],
    updated: only(feed, 'updated').text,
    next: links.find(([rel]) => rel === 'next')?.[1],
    entries,
  };
};
