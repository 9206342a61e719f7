import ICAL from 'ical.js';
import { expect } from 'vitest';

/** Reads a calendar as a program would, and holds its lines and entries against RFC 5545. */
export const readCalendar = (source: string) => {
  expect(source.endsWith('\r\n')).toBe(true);
  for (const line of source.slice(0, -2).split('\r\n')) {
    // 75 octets at the most, line breaks left out; no other line break; no other control character.
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line).not.toMatch(/(?!\t)\p{Cc}/u);
    expect(line.isWellFormed()).toBe(true);
  }
  const calendar = ICAL.Component.fromString(source);
  const textOf = (component: ICAL.Component, name: string) => {
    const value = component.getFirstPropertyValue(name);
    return value === null ? undefined : value.toString();
  };
  expect(calendar.name).toBe('vcalendar');
  expect(textOf(calendar, 'version')).toBe('2.0');
  expect(textOf(calendar, 'prodid')).not.toBeUndefined();
  const entries = calendar.getAllSubcomponents('vevent').map((event) => {
    for (const name of ['uid', 'dtstamp', 'dtstart', 'sequence', 'summary', 'last-modified']) {
      expect(event.getAllProperties(name), name).toHaveLength(1);
    }
    expect(event.getFirstProperty('dtstart')?.type).toBe('date');
    return {
      uid: textOf(event, 'uid'),
      date: textOf(event, 'dtstart'),
      sequence: Number(textOf(event, 'sequence')),
      status: textOf(event, 'status'),
      summary: textOf(event, 'summary'),
      description: textOf(event, 'description'),
      url: textOf(event, 'url'),
      changed: textOf(event, 'last-modified'),
    };
  });
  expect(new Set(entries.map(({ uid }) => uid)).size).toBe(entries.length);
  return {
    name: textOf(calendar, 'x-wr-calname'),
    description: textOf(calendar, 'x-wr-caldesc'),
    refresh: textOf(calendar, 'refresh-interval'),
    entries,
  };
};
