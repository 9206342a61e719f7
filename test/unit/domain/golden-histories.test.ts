import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { boundariesOf } from '#shared/domain/boundary.ts';
import { applyDue } from '#shared/domain/commands.ts';
import type { Document } from '#shared/domain/document.ts';
import { knownBy } from '#shared/domain/known.ts';
import { nextDue } from '#shared/domain/plan.ts';
import { statusAt, timeline } from '#shared/domain/timeline.ts';
import { stories } from '../../fixtures/histories/stories.ts';
import { type Outcome, play, type Story } from '../../support/golden.ts';
import { linesOf, outcomeOf } from '../../support/golden-lines.ts';
import { at, calendar, step } from '../../support/histories.ts';

const nothing = {
  parties: {},
  undone: [],
  corrected: [],
  withoutEffect: [],
  finality: [],
  awaiting: [],
  replacedBy: [],
};

/** Everything about the record but the statuses, which are asked for one by one. */
const stated = ({ statuses: _statuses, ...rest }: Outcome) => ({ ...nothing, ...rest });

const lastInstant = ({ registered, episodes }: Story): string =>
  episodes.at(-1)?.at ?? registered.at;

const folder = new URL('../../fixtures/histories/', import.meta.url);

describe('the golden histories', () => {
  it('are every file of their folder, each under a name of its own', async () => {
    const files = await readdir(folder);
    const others = ['stories.ts', 'western-parties.ts'];
    expect(stories).toHaveLength(files.filter((file) => !others.includes(file)).length);
    expect(stories.length).toBeGreaterThanOrEqual(28);
    expect(new Set(stories.map(({ name }) => name)).size).toBe(stories.length);
  });
});

describe.each(stories.map((story) => [story.name, story] as const))('%s', (_name, story) => {
  const played = play(story);
  const { document, decisions } = played;
  const whole = timeline(document, decisions, calendar);

  it('tells at each step what the story says, and nothing else', () => {
    const [registered = [], ...told] = played.told;
    const wanted = story.episodes.map((one) =>
      'refused' in one ? [`refused ${one.refused}`] : one.tells,
    );
    expect(registered[0]).toBe('document.registered');
    expect(told).toEqual(wanted);
  });

  it('has the timeline and the marks of the story', () => {
    expect(outcomeOf(whole, document)).toEqual(stated(story.outcome));
  });

  it('has each status at its instant, to the millisecond', () => {
    for (const [instant, status, party] of story.outcome.statuses) {
      expect([instant, statusAt(whole, instant, party).status]).toEqual([instant, status]);
    }
  });

  it('is known before as it was recorded then', () => {
    for (const { at: instant, statuses = [], ...wanted } of story.known ?? []) {
      const then = knownBy(document, decisions, instant);
      const known = timeline(then.document, then.decisions, calendar);
      expect(outcomeOf(known, then.document)).toMatchObject(wanted);
      for (const [when, status, party] of statuses) {
        expect([when, statusAt(known, when, party).status]).toEqual([when, status]);
      }
    }
  });

  it('is the same from the record in any order, and on the document itself', () => {
    expect(timeline(document, decisions.toReversed(), calendar)).toEqual(whole);
    const now = lastInstant(story);
    const settled = applyDue(document, at(now)).document;
    const { status, version, decisionId } = statusAt(whole, now);
    expect(settled.current).toMatchObject({ status });
    expect(settled.current.version).toBe(version);
    expect(settled.current.decisionId).toBe(decisionId);
    const coming = boundariesOf(whole, document.timeZone, calendar).filter((one) => one.at > now);
    expect(settled.planned).toEqual(coming);
  });

  it('tells the same changes when the clock looks at every due instant, and just before', () => {
    const often = play(story, dueInstants);
    const [dense, sparse] = [often.facts, played.facts].map((facts) =>
      linesOf(facts.filter(({ type }) => type !== 'document.dueSoon'))
        .map((line) => line.replace(/( \(now \w+\))?( late by .*)?$/, ''))
        .toSorted(),
    );
    expect(dense).toEqual(sparse);
    expect(often.document.planned).toEqual(document.planned);
    expect(often.document.current).toEqual(document.current);
  });
});

/** Each instant at which something is due before the next episode, and the millisecond before it. */
function dueInstants(document: Document, until: string): readonly string[] {
  const instants: string[] = [];
  let state = document;
  for (let due = nextDue(state); due !== undefined && due < until; due = nextDue(state)) {
    instants.push(step(due, -1), due);
    state = applyDue(state, at(due)).document;
  }
  return instants;
}
