import fc from 'fast-check';
import { expect } from 'vitest';
import { applyDue } from '#shared/application/apply-due.ts';
import { changeDocument } from '#shared/application/change-document.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import { Refusal } from '#shared/domain/refusal.ts';
import { stepsOf } from './model.ts';
import { type Archive, type Known, type Model, remembering } from './model-archive.ts';
import { after, dateAt, midnight, plusDays } from './model-dates.ts';
import { checkNothingDue, checkPromises } from './model-promises.ts';
import { record, recordForAll } from './model-recording.ts';
import { anyStatement, factsOf, isForGroups, type Statement } from './model-statements.ts';
import { checkForetold } from './model-told.ts';

type Work = (model: Model, archive: Archive) => Promise<void>;

/** Something that someone does, after which every promise must hold. */
class Command implements fc.AsyncCommand<Model, Archive> {
  readonly #name: string;
  readonly #work: Work;

  constructor(name: string, work: Work) {
    this.#name = name;
    this.#work = work;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, archive: Archive): Promise<void> {
    await this.#work(model, archive);
    await checkPromises(model, archive);
  }

  toString(): string {
    return this.#name;
  }
}

const command = <Input>(name: string, inputs: fc.Arbitrary<Input>, work: (input: Input) => Work) =>
  inputs.map((input) => new Command(`${name} ${JSON.stringify(input)}`, work(input)));

const known = ({ documents }: Model, number: number): Known => {
  const document = documents[number % documents.length];
  if (document === undefined) throw new RangeError('Nothing is registered');
  return document;
};

/** Registers a document; what the model keeps of it is empty. */
export const register = async (
  model: Model,
  archive: Archive,
  adoption: Known['adoption'],
  reviewIn?: number,
): Promise<void> => {
  const now = archive.clock.now();
  const reviewBy = reviewIn === undefined ? undefined : plusDays(dateAt(now), reviewIn);
  const id = await archive.register(adoption, reviewBy === undefined ? {} : { reviewBy });
  model.documents.push({
    id,
    adoption,
    parties:
      adoption === 'common'
        ? []
        : ['alingsas', 'boras'].map((party) => ({ id: party, recordedAt: now })),
    decisions: [],
    reviewBy,
    reminders: [90, 30, 7],
    told: new Map(),
    foretold: undefined,
    reminded: new Set(),
  });
};

const registers = command(
  'register',
  fc.record({
    isCommon: fc.boolean(),
    reviewIn: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
  }),
  ({ isCommon, reviewIn }) =>
    async (model, archive) => {
      if (model.documents.length < 4)
        await register(model, archive, isCommon ? 'common' : 'perParty', reviewIn);
    },
);

const changes = command(
  'change',
  fc.record({
    document: fc.nat(3),
    reminders: fc.option(fc.uniqueArray(fc.constantFrom(1, 10, 45), { minLength: 1 }), {
      nil: undefined,
    }),
    reviewIn: fc.option(fc.integer({ min: -5, max: 60 }), { nil: undefined }),
    addsParty: fc.boolean(),
  }),
  ({ document: number, reminders, reviewIn, addsParty }) =>
    async (model, archive) => {
      const document = known(model, number);
      const now = archive.clock.now();
      const reviewBy = reviewIn === undefined ? undefined : plusDays(dateAt(now), reviewIn);
      await changeDocument(archive, {
        documentId: document.id,
        revisions: undefined,
        changes: {
          ...(reminders !== undefined && { reminders }),
          ...(reviewBy !== undefined && { reviewBy }),
          ...(addsParty && { parties: [{ id: 'region', name: 'Region' }] }),
        },
      });
      document.foretold = undefined;
      if (reminders !== undefined) document.reminders = reminders;
      if (reviewBy !== undefined) document.reviewBy = reviewBy;
      const isNew = addsParty && document.parties.every(({ id }) => id !== 'region');
      if (isNew) document.parties = [...document.parties, { id: 'region', recordedAt: now }];
    },
);

const records = command('record', anyStatement, (statement) => async (model, archive) => {
  const document = known(model, statement.document);
  const today = dateAt(archive.clock.now());
  await record(model, archive, document, factsOf(statement, model, document, today));
});

const recordsForAll = command(
  'record for all',
  fc.record({ statement: anyStatement, numbers: fc.uniqueArray(fc.nat(3), { minLength: 1 }) }),
  ({ statement, numbers }) =>
    async (model, archive) => {
      const documents = [...new Set(numbers.map((number) => known(model, number)))];
      const { kind } = statement;
      if (isForGroups(kind)) await recordForAll(model, archive, documents, { ...statement, kind });
    },
);

const passes = command(
  'pass',
  fc.oneof(
    fc.record({ days: fc.nat(45) }),
    fc.record({ toChange: fc.nat(3), later: fc.constantFrom(-1, 0, 1) }),
  ),
  (time) => async (model, archive) => {
    const now = archive.clock.now();
    const instant =
      'days' in time
        ? after(now, time.days * 86_400_000)
        : boundary(known(model, time.toChange), now, time.later);
    await remembering(model, archive, async () => {
      if (instant > now) archive.clock.set(instant);
    });
  },
);

const boundary = (document: Known, now: string, later: number): string => {
  const next = stepsOf(document).find(({ date }) => midnight(date) > now);
  return next === undefined ? now : after(midnight(next.date), later);
};

/** What time alone writes is what was foretold; afterwards nothing is due. */
const afterTime = async (model: Model, archive: Archive, writes: number): Promise<void> => {
  const now = archive.clock.now();
  const written = archive.repository.stream.slice(writes);
  for (const document of model.documents) {
    checkForetold(document, now, written);
    document.foretold = undefined;
  }
  await checkPromises(model, archive);
  await checkNothingDue(model, archive);
};

const deadline = '2040-01-01T00:00:00.000Z';

const sweeps = command('sweep', fc.constantFrom(1, 2), (times) => async (model, archive) => {
  const before = archive.repository.stream.length;
  await applyDue(archive, { deadline });
  const { length } = archive.repository.stream;
  if (times > 1) await applyDue(archive, { deadline });
  expect(archive.repository.stream).toHaveLength(length);
  await afterTime(model, archive, before);
});

/** A wake-up that was asked for at any time, whether or not what it is for still holds: on time, late or early. */
const wakes = command('wake', fc.nat(30), (which) => async (model, archive) => {
  const asked = archive.repository.stream.flatMap(({ wakeAt }) => wakeAt ?? []);
  const now = archive.clock.now();
  const instant = asked[which % asked.length];
  if (instant === undefined) return;
  const before = archive.repository.stream.length;
  await remembering(model, archive, async () => {
    if (instant > after(now, 90_000)) archive.clock.set(after(instant, -90_000));
    await applyDue(archive, { instant, deadline });
  });
  await afterTime(model, archive, before);
});

const statementOf = (statement: Statement): Statement => ({ ...statement, corrects: undefined });

/** Two registrars at the same time: both are recorded, or refused, one after the other. */
const race = command(
  'race',
  fc.tuple(anyStatement, anyStatement),
  (statements) => async (model, archive) => {
    const document = known(model, statements[0].document);
    const today = dateAt(archive.clock.now());
    const before = (await archive.repository.decisions(document.id)).length;
    const outcomes = await Promise.allSettled(
      statements.map((statement) =>
        recordDecision(archive, {
          documentId: document.id,
          facts: factsOf(statementOf(statement), model, document, today),
          by: 'registrar',
        }),
      ),
    );
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Refusal);
    }
    const recorded = outcomes.flatMap((outcome) =>
      outcome.status === 'fulfilled' ? outcome.value.decision : [],
    );
    const decisions = await archive.repository.decisions(document.id);
    expect(decisions).toHaveLength(before + recorded.length);
    document.decisions = [...decisions];
    for (const one of model.documents) one.foretold = undefined;
  },
);

/** Everything that anyone does; deciding comes most often. */
export const anyCommands = fc.commands(
  [
    records,
    records,
    records,
    records,
    records,
    passes,
    passes,
    sweeps,
    wakes,
    recordsForAll,
    race,
    changes,
    registers,
  ],
  { maxCommands: 14 },
);
