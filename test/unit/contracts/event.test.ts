import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { documentEvent, documentEvents, subscriptionEvents } from '#shared/contracts/event.ts';
import { eventData } from '#shared/contracts/event-data.ts';
import { eventExamples } from '#shared/contracts/event-examples.ts';
import { eventTypes } from '#shared/domain/events.ts';
import { disabledEvent, testEvent } from '#shared/domain/subscription-event.ts';
import {
  anyEvents,
  idOf,
  proceedingCorrected,
  rareEvents,
  subscription,
} from '../../support/any-events.ts';
import { fieldsOf, pathsOf } from '../../support/fields.ts';
import { storyOfGuideline, storyOfMistake } from '../../support/story.ts';

const decisionIn = (data: unknown) =>
  z.object({ decision: z.object({ kind: z.string() }).optional() }).parse(data).decision;

/** An event as a receiver gets it. */
const asSent = (event: unknown) => JSON.parse(JSON.stringify(event));

const anyEvent = z.discriminatedUnion('type', [...documentEvents, ...subscriptionEvents]);
const schemas = [...documentEvents, ...subscriptionEvents];
const story = [...storyOfGuideline(), ...storyOfMistake()].map(asSent);

describe('the schemas of events', () => {
  it('are of every type there is, once', () => {
    const types = schemas.map(({ shape }) => shape.type.value);
    expect(types.toSorted()).toEqual(Object.keys(eventData).toSorted());
    expect(types.slice(0, documentEvents.length)).toEqual(eventTypes);
  });

  it('say when each event is sent, and what each field means', () => {
    for (const schema of schemas) {
      const type = schema.shape.type.value;
      expect(schema.meta()?.description, type).toMatch(/^\p{Lu}.+\.$/u);
      for (const { path, meaning } of fieldsOf(schema)) expect(meaning, path).toBeDefined();
    }
  });

  it('fit whatever any history makes, to the last field', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anyEvents, (made) => {
        for (const event of made.map(asSent)) {
          expect(anyEvent.safeParse(event).error).toBeUndefined();
        }
      }),
      { numRuns: 500 },
    );
  });

  it('have no field that no history makes, and none optional that is always there', {
    timeout: 60_000,
  }, () => {
    const made = fc.sample(anyEvents, { numRuns: 1_500, seed: 1 }).flat();
    const toldAgain = story.map(({ correlationid: _lost, ...event }) => event);
    const known = [...made, ...rareEvents, ...story, ...toldAgain];
    const all = Map.groupBy(known.map(asSent), ({ type }) => type);
    for (const schema of schemas) {
      const type = schema.shape.type.value;
      const found = (all.get(type) ?? []).map((event) => new Set(pathsOf(event)));
      for (const { path, optional } of fieldsOf(schema)) {
        expect(
          found.some((paths) => paths.has(path)),
          `${type}${path} occurs`,
        ).toBe(true);
        if (!optional) continue;
        const parent = path.slice(0, path.lastIndexOf('.'));
        const absent = found.some((paths) => !paths.has(path) && (!parent || paths.has(parent)));
        expect(absent, `${type}${path} may be absent`).toBe(true);
      }
    }
  });
});

describe('the event of a correction', () => {
  const corrections = proceedingCorrected.filter(({ type }) => type === 'decision.corrected');

  it('says whether the record was of the decision or of a proceeding', () => {
    const told = corrections.map(({ data }) => [data.struck, data.proceedingId, data.links]);
    expect(told).toMatchObject([
      [false, idOf(1), { decision: expect.stringContaining(idOf(0)) }],
      [true, undefined, { decision: expect.stringContaining(idOf(0)) }],
      [true, idOf(1), { decision: expect.stringContaining(idOf(0)) }],
    ]);
  });

  it('has a struck decision as it was, and none where it had been struck before', () => {
    const kinds = corrections.map(({ data }) => decisionIn(data)?.kind);
    expect(kinds).toEqual(['adopt', 'adopt', undefined]);
  });
});

describe('the example of each event', () => {
  it('fits its schema', () => {
    for (const [type, example] of Object.entries(eventExamples)) {
      const { error, data } = anyEvent.safeParse(asSent(example));
      expect(error, type).toBeUndefined();
      expect(data?.type).toBe(type);
    }
  });

  it('is what its story makes, word for word', () => {
    for (const type of eventTypes) {
      expect(story).toContainEqual(eventExamples[type]);
    }
  });

  it('of a subscription is what is sent about it', () => {
    const [tested, disabled] = [
      eventExamples['subscription.test'],
      eventExamples['subscription.disabled'],
    ];
    const { target, reason, failingSince } = eventData['subscription.disabled'].parse(
      disabled.data,
    );
    const example = { ...subscription, subscriptionId: tested.subject, target, revision: 2 };
    const testId = tested.id.slice(`${tested.subject}-test-`.length);
    const { correlationid } = tested;
    const made = testEvent(example, { testId, now: tested.time });
    expect({ ...made, correlationid }).toEqual(tested);
    const how = { disabledReason: reason, disabledAt: disabled.time };
    const told = disabledEvent({ ...example, ...how, ...(failingSince && { failingSince }) });
    expect({ ...told, correlationid }).toEqual(disabled);
  });
});

describe('a reader of events', () => {
  it('is told by the type what the data is', () => {
    const event = documentEvent.parse(eventExamples['party.statusChanged']);
    if (event.type !== 'party.statusChanged') throw new Error(event.type);
    expect([event.data.party, event.data.to]).toEqual(['exempelkommunen', 'repealed']);
  });
});
