import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { documentEvent, documentEvents, subscriptionEvents } from '#shared/contracts/event.ts';
import { eventData } from '#shared/contracts/event-data.ts';
import { eventExamples } from '#shared/contracts/event-examples.ts';
import { toCloudEvents } from '#shared/domain/cloud-event.ts';
import {
  changeDocument,
  settleVersion,
  takeOverFrom,
  withdrawDocument,
} from '#shared/domain/commands.ts';
import type { Decision } from '#shared/domain/decision.ts';
import { eventTypes } from '#shared/domain/events.ts';
import type { Subscription } from '#shared/domain/subscription.ts';
import { disabledEvent, testEvent } from '#shared/domain/subscription-event.ts';
import { eventsOf } from '../../support/events.ts';
import { fieldsOf, pathsOf } from '../../support/fields.ts';
import { anyDecisions, at, available, draft } from '../../support/histories.ts';
import {
  decisionsOfVersionTakenBack,
  storyOfGuideline,
  storyOfMistake,
} from '../../support/story.ts';

const now = '2026-01-01T00:00:00.000Z';
const idOf = (index: number) => `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`;

/** Decisions with all that minutes may state, each under an id as they have. */
const decisions = (adoption: 'common' | 'perParty'): fc.Arbitrary<Decision[]> =>
  fc
    .tuple(
      anyDecisions(adoption, { maxLength: 12 }),
      fc.record(
        {
          caseNumber: fc.constant('KS 2026/45'),
          wording: fc.constant('från och med den 1 juli 2026'),
          recipients: fc.array(fc.constant({ name: 'Exempelregionen' }), { maxLength: 2 }),
        },
        { requiredKeys: [] },
      ),
      fc.boolean(),
    )
    .map(([decisions, minutes, versions]) =>
      decisions.map((one, index) => ({
        ...(versions ? one : withoutVersion(one)),
        ...minutes,
        decisionId: idOf(index),
      })),
    );

/** An adoption need not say of which version. */
const withoutVersion = (decision: Decision): Decision => {
  if (decision.kind !== 'adopt') return decision;
  const { documentVersion: _none, ...rest } = decision;
  return rest;
};

/** What becomes of a document by decisions and by time. */
const decided = fc
  .constantFrom('common' as const, 'perParty' as const)
  .chain((adoption) =>
    decisions(adoption).map((decisions) => eventsOf(draft(adoption), decisions, available)),
  );

/** What else may be recorded of a document. */
const administered = fc
  .record(
    {
      title: fc.string({ minLength: 1 }),
      keywords: fc.array(fc.string({ minLength: 1 })),
      owner: fc.string({ minLength: 1 }),
    },
    { requiredKeys: ['title'] },
  )
  .chain((changes) =>
    fc.constantFrom(
      changeDocument(draft(), changes, at(now)),
      settleVersion(draft(), { version: 1 }, at(now)),
      settleVersion(draft(), { version: 1, rejectedBecause: 'Not the file.' }, at(now)),
      takeOverFrom(draft(), { documentId: idOf(1), decisionId: idOf(2) }, at(now)),
      withdrawDocument(draft(), at(now)),
    ),
  )
  .map(({ document, facts }) => toCloudEvents(document, facts));

const subscription = {
  subscriptionId: idOf(3),
  organisation: 'exempelkommunen',
  filter: {},
  maxPerSecond: 10,
  state: 'enabled',
  createdAt: now,
  revision: 1,
} as const;

const targets: Subscription['target'][] = [
  { type: 'webhook', url: 'https://example.org/hooks/ikraft' },
  { type: 'sqs', arn: 'arn:aws:sqs:eu-north-1:111122223333:documents' },
  { type: 'eventBridge', arn: 'arn:aws:events:eu-north-1:111122223333:event-bus/documents' },
];

const aboutSubscriptions = fc
  .record({
    target: fc.constantFrom(...targets),
    reason: fc.constantFrom('gone' as const, 'failing' as const),
    failingSince: fc.option(fc.constant(now), { nil: undefined }),
  })
  .map(({ target, ...facts }) => [
    testEvent({ ...subscription, target }, { testId: idOf(4), now }),
    disabledEvent({
      ...subscription,
      target,
      disabledReason: facts.reason,
      disabledAt: now,
      ...(facts.failingSince !== undefined && { failingSince: facts.failingSince }),
    }),
  ]);

const events = fc.oneof(
  { arbitrary: decided, weight: 10 },
  { arbitrary: fc.oneof(administered, aboutSubscriptions), weight: 3 },
);

/** An event as a receiver gets it. */
const asSent = (event: unknown) => JSON.parse(JSON.stringify(event));

const anyEvent = z.discriminatedUnion('type', [...documentEvents, ...subscriptionEvents]);
const schemas = [...documentEvents, ...subscriptionEvents];
const story = [...storyOfGuideline(), ...storyOfMistake()].map(asSent);

/** Too rare to be met by chance. */
const versionTakenBack = eventsOf(
  draft('perParty'),
  decisionsOfVersionTakenBack.map((one, index) => ({ ...one, decisionId: idOf(index) })),
  available,
);

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
      fc.property(events, (made) => {
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
    const made = fc.sample(events, { numRuns: 1_500, seed: 1 }).flat();
    const all = Map.groupBy(
      [...made, ...versionTakenBack, ...story].map(asSent),
      ({ type }) => type,
    );
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
    expect(testEvent(example, { testId, now: tested.time })).toEqual(tested);
    const how = { disabledReason: reason, disabledAt: disabled.time };
    expect(disabledEvent({ ...example, ...how, ...(failingSince && { failingSince }) })).toEqual(
      disabled,
    );
  });
});

describe('a reader of events', () => {
  it('is told by the type what the data is', () => {
    const event = documentEvent.parse(eventExamples['party.statusChanged']);
    if (event.type !== 'party.statusChanged') throw new Error(event.type);
    expect([event.data.party, event.data.to]).toEqual(['exempelkommunen', 'repealed']);
  });
});
