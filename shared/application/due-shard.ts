import type { Document, DocumentErasure } from '../domain/document.ts';
import type { Instant } from '../domain/instant.ts';
import { nextDue } from '../domain/plan.ts';
import { isAskedFor } from '../domain/upload-check.ts';
import type { ApplyDueDependencies } from './apply-due.ts';
import { dueWrite } from './document-write.ts';
import { inParallel } from './in-parallel.ts';
import type { DueItem, Page } from './ports.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { ShardPace } from './shard-pace.ts';

export interface ShardResult {
  /** Documents written. */
  readonly applied: number;
  /** Uploads to be looked at once more. */
  readonly checked: number;
  /** What could not be done; it stays due. */
  readonly failed: readonly Failed[];
}

/** A document that could not be written, or a shard that could not be read. */
export type Failed = { readonly error: unknown } & (
  | { readonly documentId: string }
  | { readonly shard: number }
);

const pageSize = 100;
/** Documents of one shard written at the same time. */
const writers = 8;
/** Keys read at a time where an invocation has one shard: a query holds ten times as many. */
const longestQuery = 1_000;
/** Loaded ahead where an invocation has one shard; the pages after are read while these are written. */
const longestAhead = 2 * pageSize;

/**
 * One shard of the due index in one invocation. Shards share nothing, neither writers nor rests, so that one
 * whose partition throttles holds up no other.
 */
export class DueShard implements ShardResult {
  readonly #dependencies: ApplyDueDependencies;
  readonly #shard: number;
  readonly #deadline: Instant;
  readonly #isSweep: boolean;
  readonly #pace: ShardPace;
  /** True where nobody else is to take what is left, for as long as there is time. */
  #isAlone: boolean;
  #ahead: Document[] = [];
  /** Lost to another invocation that works on the same. */
  #lost = 0;
  readonly failed: Failed[] = [];
  applied = 0;
  checked = 0;
  isHandedOver = false;

  constructor(
    dependencies: ApplyDueDependencies,
    shard: {
      readonly shard: number;
      readonly deadline: Instant;
      readonly isAlone: boolean;
      readonly isSweep: boolean;
    },
  ) {
    this.#dependencies = dependencies;
    this.#shard = shard.shard;
    this.#deadline = shard.deadline;
    this.#isAlone = shard.isAlone;
    this.#isSweep = shard.isSweep;
    this.#pace = new ShardPace(dependencies.clock, { most: writers, deadline: shard.deadline });
  }

  /**
   * Reads the first documents, so that nothing need be read when the instant comes; or hands the shard over at
   * once where there are more. What cannot be read now is left to the instant.
   */
  async load(instant: Instant): Promise<void> {
    try {
      const first = await this.#rows(instant);
      if (first.next !== undefined && (await this.#handOver(instant))) return;
      // One that the queue did not take has more than that page.
      const { items } = first.next === undefined ? first : await this.#rows(instant);
      this.#ahead = await this.#documents(items.slice(0, longestAhead));
    } catch {
      this.#ahead = [];
    }
  }

  /** Writes what was loaded, then what else is due. */
  async write(until: Instant): Promise<void> {
    if (this.isHandedOver) return;
    const written = new Set(this.#ahead.map(({ documentId }) => documentId));
    try {
      while (this.#ahead.length > 0) {
        if (this.#isLate()) return await this.#askAgain(until);
        await this.#writeAll(this.#ahead.splice(0, pageSize));
      }
      await this.#sweep(until, written);
    } catch (error) {
      this.failed.push({ shard: this.#shard, error });
    }
  }

  async #sweep(until: Instant, written: ReadonlySet<string>): Promise<void> {
    for (let after: string | undefined; ; ) {
      const { items, next } = await this.#rows(until, after);
      const rows = items.filter(({ documentId }) => !written.has(documentId));
      if (!(await this.#writeRows(rows))) return this.#askAgain(until);
      if (next === undefined || this.#isOthers() || (await this.#handOver(until))) return;
      after = next;
    }
  }

  /** Page by page, the next one being read while one is written. False where the time ran out. */
  async #writeRows(rows: readonly DueItem[]): Promise<boolean> {
    const read = (start: number) => {
      const documents = this.#documents(rows.slice(start, start + pageSize));
      // Its failure is met when its turn comes.
      documents.catch(() => undefined);
      return documents;
    };
    let coming = read(0);
    for (let start = 0; start < rows.length; start += pageSize) {
      const documents = await coming;
      if (this.#isLate()) return false;
      coming = read(start + pageSize);
      await this.#writeAll(documents);
      await this.#check(rows.slice(start, start + pageSize));
    }
    return true;
  }

  #isLate(): boolean {
    return this.#dependencies.clock.now() >= this.#deadline;
  }

  // A sweep that comes while a wake-up is at work would only get in its way: the next one looks again.
  #isOthers(): boolean {
    return this.#isSweep && this.#lost > this.applied;
  }

  /** True when an invocation of its own takes the shard from here; else this one goes on with it. */
  async #handOver(instant: Instant): Promise<boolean> {
    if (this.#isAlone) return false;
    try {
      await this.#askAgain(instant);
    } catch {
      this.#isAlone = true;
    }
    return this.isHandedOver;
  }

  async #askAgain(instant: Instant): Promise<void> {
    const { wakeUps } = this.#dependencies;
    await wakeUps.enqueue({ instant, shard: this.#shard, delaySeconds: 0 });
    this.isHandedOver = true;
  }

  #rows(until: Instant, next?: string): Promise<Page<DueItem>> {
    const limit = this.#isAlone ? longestQuery : pageSize;
    const place = { shard: this.#shard, until, limit, ...(next !== undefined && { next }) };
    return this.#pace.keep(() => this.#dependencies.repository.due(place));
  }

  async #documents(rows: readonly DueItem[]): Promise<Document[]> {
    const ids = rows.flatMap((row) => (row.item === 'document' ? row.documentId : []));
    if (ids.length === 0) return [];
    return this.#pace.keep(() => this.#dependencies.repository.documents(ids));
  }

  async #check(items: readonly DueItem[]): Promise<void> {
    const now = this.#dependencies.clock.now();
    for (const item of items) {
      if (item.item !== 'version' || !isAskedFor(item.dueAt, now)) continue;
      await this.#settle(item.documentId, async () => {
        await this.#dependencies.uploadChecks.request(item);
        this.checked++;
      });
    }
  }

  async #writeAll(documents: readonly Document[]): Promise<void> {
    await inParallel(documents, writers, (document) =>
      this.#settle(document.documentId, () => this.#applyTo(document)),
    );
  }

  /** One failing document never holds up the others. */
  async #settle(documentId: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.failed.push({ documentId, error });
    }
  }

  /** Writes what is due, and again while the plan that was made anew shows more of it. */
  async #applyTo(loaded: Document): Promise<void> {
    const { erased } = loaded;
    if (erased !== undefined) return this.#askFor(loaded.documentId, erased);
    let document: Document | undefined = loaded;
    while (document !== undefined) document = await this.#writeDue(document);
  }

  /** A draft whose erasure is not done. */
  async #askFor(documentId: string, { erasure }: DocumentErasure): Promise<void> {
    const { clock, uploadChecks } = this.#dependencies;
    if (erasure.dueAt === undefined || !isAskedFor(erasure.dueAt, clock.now())) return;
    await uploadChecks.request({ documentId });
    this.checked++;
  }

  /** The document as written, where more is due on it. */
  #writeDue(loaded: Document): Promise<Document | undefined> {
    const { repository, clock } = this.#dependencies;
    let known: Document | undefined = loaded;
    return retryOnConflict(async () => {
      const isFirst = known !== undefined;
      const document =
        known ?? (await this.#pace.keep(() => repository.document(loaded.documentId)));
      known = undefined;
      if (document === undefined) return undefined;
      const written = await this.#pace.keep(async () => {
        const write = await dueWrite(this.#dependencies, document, clock.now());
        if (write !== undefined) await repository.commit({ documents: [write] });
        return write?.document;
      });
      if (written !== undefined) this.applied++;
      else if (!isFirst) this.#lost++;
      const next = written && nextDue(written);
      return next !== undefined && next <= clock.now() ? written : undefined;
    });
  }
}
