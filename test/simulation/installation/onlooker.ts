import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import type { Document } from '#shared/domain/document.ts';
import { type Instant, shift } from '#shared/domain/instant.ts';
import { statusAt, type Timeline, timeline } from '#shared/domain/timeline.ts';
import type { Client } from './client.ts';
import type { Installation } from './installation.ts';

/**
 * Asks the API for a document right after each write, and a millisecond before, at and after each instant at which
 * something changes, and compares the answer with the pure function of its decisions.
 */
export class Onlooker {
  readonly #world: Installation;
  readonly #client: Client;
  readonly #awaited = new Set<string>();
  looks = 0;

  constructor(world: Installation, client: Client) {
    this.#world = world;
    this.#client = client;
    world.watch.onWritten = (documentId) => void this.look(documentId);
  }

  async look(documentId: string): Promise<void> {
    const { surroundings, watch, stores } = this.#world;
    const now = surroundings.time.now;
    const document = watch.documents.get(documentId)?.document;
    if (document === undefined || document.withdrawnAt !== undefined) return;
    await watch.checkDecisions(stores, documentId);
    const decisions = await stores.repository.decisions(documentId);
    const whole = timeline(document, decisions, temporalCalendar);
    this.#await(documentId, whole, now);
    await this.#compare(document, whole, now);
    // The index of a list has what was written, if by a clock that is ahead, too early.
    if (document.toldThrough <= now) await this.#compareList(document, whole, now);
    for (const party of document.adoption === 'perParty' ? document.parties : []) {
      await this.#compare(document, whole, now, party.id);
    }
  }

  async #compare(
    { documentId }: Document,
    whole: Timeline,
    now: Instant,
    party?: string,
  ): Promise<void> {
    this.looks++;
    const query = party === undefined ? '' : `?party=${party}`;
    const { status, body } = await this.#client.look(`/v1/documents/${documentId}${query}`);
    const holds = statusAt(whole, now, party).status;
    if (status === 200 && body.status === holds) return;
    const of = `${documentId} ${party ?? ''}`;
    const answered = `${status} ${String(body.status)}`;
    this.#world.watch.violated(`at ${now} ${of} is ${holds}, and the API answers ${answered}`);
  }

  async #compareList({ documentId }: Document, whole: Timeline, now: Instant): Promise<void> {
    this.looks++;
    const holds = statusAt(whole, now).status;
    const { body } = await this.#client.look(`/v1/documents?status=${holds}&limit=100`);
    if (JSON.stringify(body).includes(documentId)) return;
    this.#world.watch.violated(`at ${now} the list of ${holds} is without ${documentId}`);
  }

  /** Comes back at the next instant at which something changes. */
  #await(documentId: string, { document, parties }: Timeline, now: Instant): void {
    const next = [document, ...parties.values()]
      .flat()
      .flatMap(({ from }) => (from !== null && from > shift(now, 1) ? from : []))
      .toSorted()[0];
    if (next === undefined || this.#awaited.has(`${documentId} ${next}`)) return;
    this.#awaited.add(`${documentId} ${next}`);
    for (const later of [-1, 0, 1]) {
      this.#world.surroundings.time.at(shift(next, later), `look at ${documentId}`, () => {
        void this.look(documentId);
      });
    }
  }
}
