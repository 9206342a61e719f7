import fc from 'fast-check';
import { expect } from 'vitest';
import { changeDocument } from '#shared/application/change-document.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import { Refusal } from '#shared/domain/refusal.ts';
import type { Archive, Known, Model } from './model-archive.ts';
import { command, known } from './model-command.ts';
import { dateAt, plusDays } from './model-dates.ts';
import { checkPromises } from './model-promises.ts';
import { record, recordForAll } from './model-recording.ts';
import { anyStatement, factsOf, isForGroups, type Statement } from './model-statements.ts';
import { passes, sweeps, wakes } from './model-time.ts';

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

/** What was just recorded, once more, with other dates. */
const recordsAgain = command(
  'record again',
  fc.tuple(anyStatement, anyStatement),
  ([first, second]) =>
    async (model, archive) => {
      const document = known(model, first.document);
      const { kind, target, corrects } = first;
      for (const statement of [first, { ...second, kind, target, corrects }]) {
        const today = dateAt(archive.clock.now());
        await record(model, archive, document, factsOf(statement, model, document, today));
        await checkPromises(model, archive);
      }
    },
);

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
    recordsAgain,
    recordsAgain,
    race,
    changes,
    registers,
  ],
  { maxCommands: 14 },
);
