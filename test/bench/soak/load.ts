import { setTimeout as pause } from 'node:timers/promises';
import { documentClient } from '#shared/adapters/dynamodb/client.ts';
import { dynamoRepository } from '#shared/adapters/dynamodb/repository.ts';
import { systemClock } from '#shared/adapters/system/clock.ts';
import { systemIds } from '#shared/adapters/system/ids.ts';
import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import { writeOf } from '#shared/application/document-write.ts';
import { inParallel } from '#shared/application/in-parallel.ts';
import { registerDocument } from '#shared/application/register-document.ts';
import { changeDocument } from '#shared/domain/commands.ts';
import type { Document } from '#shared/domain/document.ts';
import { clientConfig } from '../../../infra/local/endpoint.ts';
import type { Stack } from '../../../infra/local/stack-file.ts';

const dependenciesOf = ({ endpointUrl, tables }: Stack) => ({
  repository: dynamoRepository({
    client: documentClient(clientConfig(endpointUrl)),
    documentsTable: tables.documents,
    decisionsTable: tables.decisions,
    idempotencyTable: tables.idempotency,
    clock: systemClock,
  }),
  calendar: temporalCalendar,
  clock: systemClock,
  ids: systemIds,
});

/** A keyword of the documents of one subscription. */
export const keywordOf = (subscription: number): string => `soak-${subscription}`;

/**
 * Documents of the stack, each of which tells an event when it is its turn: written by the use cases of the API in
 * this process, without its gateway and its function.
 */
export class Load {
  /** Writes that DynamoDB has taken. */
  written = 0;
  /** Writes that it has not, however often it was asked. */
  failed = 0;
  readonly #dependencies: ReturnType<typeof dependenciesOf>;
  readonly #documents: Document[] = [];
  readonly #underWay = new Set<Promise<void>>();

  constructor(stack: Stack) {
    this.#dependencies = dependenciesOf(stack);
  }

  /** Registers the documents, which tells an event of each. */
  async prepare(documents: number, subscriptions: number, signal: AbortSignal): Promise<void> {
    const numbers = Array.from({ length: documents }, (_, number) => number);
    await inParallel(numbers, 4, async (number) => {
      signal.throwIfAborted();
      const registration = {
        title: `Policy ${number}`,
        type: 'policy' as const,
        language: 'sv',
        issuer: { organisation: 'Testköping' },
        adoption: 'common' as const,
        parties: [],
        keywords: [keywordOf(number % subscriptions)],
        timeZone: 'Europe/Stockholm',
        supplements: [],
        implements: [],
        reminders: [],
      };
      const input = { registration, by: 'soak' };
      this.#documents.push(await registerDocument(this.#dependencies, input));
      this.written += 1;
    });
  }

  /**
   * Writes so many a second, evenly: late ones are made up for, but no more than so many are under way, so that a
   * table that cannot take as much is asked for what it can. A document waits for its own write before.
   */
  async run(
    { rate, seconds, atATime }: { rate: number; seconds: number; atATime: number },
    signal: AbortSignal,
  ): Promise<void> {
    const from = performance.now();
    const elapsed = () => (performance.now() - from) / 1000;
    for (let asked = 0; elapsed() < seconds; asked++) {
      signal.throwIfAborted();
      while (this.#underWay.size >= atATime) await Promise.race(this.#underWay);
      const ahead = asked / rate - elapsed();
      if (ahead > 0) await pause(1000 * ahead, undefined, { signal });
      const turn: Promise<void> = this.#change(asked).finally(() => this.#underWay.delete(turn));
      this.#underWay.add(turn);
    }
    await Promise.all(this.#underWay);
  }

  async #change(asked: number): Promise<void> {
    const before = this.#documents.shift();
    if (before === undefined) return;
    try {
      const context = { now: systemClock.now(), calendar: temporalCalendar };
      const changed = changeDocument(before, { owner: `Handläggare ${asked}` }, context);
      const write = await writeOf(this.#dependencies, before, changed);
      await this.#dependencies.repository.commit({ documents: [write] });
      this.#documents.push(write.document);
      this.written += 1;
    } catch {
      // Whether it took effect is not known: the document takes no further part.
      this.failed += 1;
    }
  }
}
