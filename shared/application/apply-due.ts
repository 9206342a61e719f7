import type { Document } from '../domain/document.ts';
import type { Instant } from '../domain/instant.ts';
import { between } from '../domain/instant.ts';
import { nextDue } from '../domain/plan.ts';
import { type DocumentDependencies, dueWrite } from './document-write.ts';
import { inParallel } from './in-parallel.ts';
import type { Clock, DueItem, UploadChecks, WakeUps } from './ports.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

export interface ApplyDueDependencies extends DocumentDependencies {
  readonly clock: Clock;
  readonly wakeUps: Pick<WakeUps, 'enqueue'>;
  readonly uploadChecks: UploadChecks;
}

export interface ApplyDueInput {
  /** What the wake-up is for; a sweep looks for whatever is due now. */
  readonly instant?: Instant;
  /** Stop starting work here, and ask for another wake-up if some is left. */
  readonly deadline: Instant;
}

export interface Applied {
  /** Documents written. */
  readonly applied: number;
  /** Uploads to be looked at once more. */
  readonly checked: number;
  /** Documents that could not be written; they stay due. */
  readonly failed: readonly { readonly documentId: string; readonly error: unknown }[];
  /** False when the rest was handed to another wake-up. */
  readonly finished: boolean;
}

const pageSize = 100;
/** Documents of one shard written at the same time. */
const writers = 8;

/**
 * Writes every change that is due. Woken ahead of the instant it loads the first documents, waits, and
 * writes at the instant; then it looks again for what it did not see. A wake-up for what no longer
 * holds finds nothing, and a second one for the same instant does nothing.
 */
export const applyDue = async (
  dependencies: ApplyDueDependencies,
  { instant, deadline }: ApplyDueInput,
): Promise<Applied> => {
  const { clock, wakeUps } = dependencies;
  if (instant !== undefined && instant >= deadline) {
    const delaySeconds = Math.floor(between(clock.now(), instant) / 1000);
    await wakeUps.enqueue({ instant, delaySeconds: Math.max(0, Math.min(900, delaySeconds)) });
    return { applied: 0, checked: 0, failed: [], finished: false };
  }
  const run = new Run(dependencies, deadline);
  if (instant !== undefined && instant > clock.now()) {
    const ready = await run.load(instant);
    await clock.sleepUntil(instant);
    await run.write(ready);
  }
  const until = clock.now();
  await run.sweep(until);
  if (!run.finished) await wakeUps.enqueue({ instant: until, delaySeconds: 0 });
  return run.result();
};

class Run {
  readonly #dependencies: ApplyDueDependencies;
  readonly #deadline: Instant;
  /** Written from what was loaded ahead; bounded by what was loaded. */
  readonly #ahead = new Set<string>();
  readonly #failed: { documentId: string; error: unknown }[] = [];
  #applied = 0;
  #checked = 0;
  finished = true;

  constructor(dependencies: ApplyDueDependencies, deadline: Instant) {
    this.#dependencies = dependencies;
    this.#deadline = deadline;
  }

  result(): Applied {
    return {
      applied: this.#applied,
      checked: this.#checked,
      failed: this.#failed,
      finished: this.finished,
    };
  }

  /** The first page of each shard's documents, so that nothing need be read when the instant comes. */
  async load(instant: Instant): Promise<Document[]> {
    const { repository } = this.#dependencies;
    const pages = await Promise.all(
      this.#shards().map(async (shard) => {
        const { items } = await repository.due({ shard, until: instant, limit: pageSize });
        return repository.documents(items.filter(isDocument).map(({ documentId }) => documentId));
      }),
    );
    return pages.flat();
  }

  async write(documents: readonly Document[]): Promise<void> {
    for (const { documentId } of documents) this.#ahead.add(documentId);
    await inParallel(documents, writers * this.#dependencies.repository.dueShards, (document) =>
      this.#settle(document.documentId, () => this.#applyTo(document)),
    );
  }

  async sweep(until: Instant): Promise<void> {
    await Promise.all(this.#shards().map((shard) => this.#sweepShard(shard, until)));
  }

  async #sweepShard(shard: number, until: Instant): Promise<void> {
    const { repository, clock, uploadChecks } = this.#dependencies;
    let next: string | undefined;
    do {
      if (clock.now() >= this.#deadline) {
        this.finished = false;
        return;
      }
      const page = await repository.due({ shard, until, limit: pageSize, ...(next && { next }) });
      const due = page.items
        .filter(isDocument)
        .filter(({ documentId }) => !this.#ahead.has(documentId));
      const documents = await repository.documents(due.map(({ documentId }) => documentId));
      await inParallel(documents, writers, (document) =>
        this.#settle(document.documentId, () => this.#applyTo(document)),
      );
      for (const item of page.items.filter(isVersion)) {
        await this.#settle(item.documentId, () => uploadChecks.request(item));
        this.#checked++;
      }
      next = page.next;
    } while (next !== undefined);
  }

  /** One failing document never holds up the others. */
  async #settle(documentId: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#failed.push({ documentId, error });
    }
  }

  /** Writes what is due, and again while the plan that was made anew shows more of it. */
  async #applyTo(loaded: Document): Promise<void> {
    let document: Document | undefined = loaded;
    while (document !== undefined) document = await this.#writeDue(document);
  }

  /** The document as written, where more is due on it. */
  #writeDue(loaded: Document): Promise<Document | undefined> {
    const { repository, clock } = this.#dependencies;
    let known: Document | undefined = loaded;
    return retryOnConflict(async () => {
      const document = known ?? (await repository.document(loaded.documentId));
      known = undefined;
      const write = document && (await dueWrite(this.#dependencies, document, clock.now()));
      if (write === undefined) return undefined;
      await repository.commit({ documents: [write] });
      this.#applied++;
      const next = nextDue(write.document);
      return next !== undefined && next <= clock.now() ? write.document : undefined;
    });
  }

  #shards(): number[] {
    return Array.from({ length: this.#dependencies.repository.dueShards }, (_, shard) => shard);
  }
}

const isDocument = (item: DueItem) => item.item === 'document';
const isVersion = (item: DueItem) => item.item === 'version';
