import type { Instant } from '../domain/instant.ts';
import { between } from '../domain/instant.ts';
import { merged, noFigures, type Repair, type Repaired } from '../domain/punctuality.ts';
import { inParallel } from './in-parallel.ts';
import {
  ConflictError,
  type Ids,
  type Pass,
  type Punctuality,
  type ReconcileQueue,
} from './ports.ts';
import { type ReconcileDocumentDependencies, reconcileDocument } from './reconcile-document.ts';

export interface ReconcileDependencies extends ReconcileDocumentDependencies {
  readonly punctuality: Punctuality;
  readonly queue: ReconcileQueue;
  readonly ids: Ids;
}

export interface ReconcileInput {
  /** The pass to carry on; without one a pass begins, unless one is under way. */
  readonly passId?: string;
  /** Stop taking up documents here, and ask for another step if some are left. */
  readonly deadline: Instant;
}

/** What one step did. */
export interface ReconcileStep {
  /** As the step left it; undefined where it came too late, or another one has gone on meanwhile. */
  readonly pass: Pass | undefined;
  /** What this step has set right. */
  readonly repaired: readonly Repaired[];
  /** Documents that this step could not reconcile. */
  readonly failed: readonly { readonly documentId: string; readonly error: unknown }[];
}

const pageSize = 20;
/** Documents looked at side by side. */
const atATime = 4;
/** A pass that has not ended by then has lost its step. */
const longestPass = 86_400_000;
/** Of what a pass has set right, so many are kept by name; the counts have all. */
const keptRepairs = 100;

/**
 * Goes through every document, newest first, and sets right what differs from its decisions. The pass keeps its
 * place after each page, under its revision: of two steps at the same place the second stops, and a page that is
 * looked at twice has nothing left to set right.
 */
export const reconcile = async (
  dependencies: ReconcileDependencies,
  { passId, deadline }: ReconcileInput,
): Promise<ReconcileStep> => {
  const { repository, clock, queue } = dependencies;
  const repaired: Repaired[] = [];
  const failed: { documentId: string; error: unknown }[] = [];
  const woken = new Set<Instant>();
  const outcome = (pass: Pass | undefined): ReconcileStep => ({ pass, repaired, failed });

  let pass = await taken(dependencies, passId);
  if (pass === undefined) return outcome(pass);
  do {
    const { before } = pass;
    const page = { limit: pageSize, ...(before !== undefined && { before }) };
    const documentIds = await repository.documentIds(page);
    const last = documentIds.at(-1);
    if (last === undefined) return outcome(await finish(dependencies, pass));
    const [repairedBefore, failedBefore] = [repaired.length, failed.length];
    let figures = pass.figures;
    await inParallel(documentIds, atATime, async (documentId) => {
      try {
        const report = (one: Repaired) => void repaired.push(one);
        const own = await reconcileDocument(dependencies, { documentId, woken, report });
        figures = merged(figures, own);
      } catch (error) {
        failed.push({ documentId, error });
      }
    });
    pass = await put(dependencies, {
      ...pass,
      before: last,
      documents: pass.documents + documentIds.length,
      figures,
      failed: pass.failed + failed.length - failedBefore,
      ...tallied(pass, repaired.slice(repairedBefore)),
    });
    // Another step has gone on from here.
    if (pass === undefined) return outcome(pass);
  } while (clock.now() < deadline);
  await queue.enqueue({ passId: pass.passId });
  return outcome(pass);
};

/** The pass to carry on, or a new one; undefined for a step of a pass that is over or has been replaced. */
const taken = async (
  dependencies: ReconcileDependencies,
  passId: string | undefined,
): Promise<Pass | undefined> => {
  const { punctuality, clock, ids } = dependencies;
  const latest = await punctuality.latestPass();
  const open = latest?.finishedAt === undefined ? latest : undefined;
  if (passId !== undefined) return open?.passId === passId ? open : undefined;
  const startedAt = clock.now();
  if (open !== undefined && between(open.startedAt, startedAt) <= longestPass) return open;
  return put(dependencies, {
    passId: ids.next(),
    startedAt,
    documents: 0,
    figures: [],
    counts: {},
    repaired: [],
    failed: 0,
    revision: 0,
  });
};

/** The pass one revision on, as put; undefined where another step was first. */
const put = async (
  { punctuality }: Pick<ReconcileDependencies, 'punctuality'>,
  pass: Pass,
): Promise<Pass | undefined> => {
  const next = { ...pass, revision: pass.revision + 1 };
  try {
    await punctuality.putPass(next);
    return next;
  } catch (error) {
    if (error instanceof ConflictError) return undefined;
    throw error;
  }
};

/**
 * The figures first, which may be put again; the repairs last, by the one step that ended the pass: were it killed
 * just there, the month would show too few of them, never too many.
 */
const finish = async (
  dependencies: ReconcileDependencies,
  pass: Pass,
): Promise<Pass | undefined> => {
  const { punctuality, clock } = dependencies;
  const finishedAt = clock.now();
  const month = pass.startedAt.slice(0, 'YYYY-MM'.length);
  await punctuality.putFigures(merged(pass.figures, [noFigures(month)]), finishedAt);
  const finished = await put(dependencies, { ...pass, finishedAt });
  const all = Object.values(pass.counts).reduce((a, b) => a + b, 0);
  if (finished !== undefined && all > 0) {
    await punctuality.addRepaired(month, all);
  }
  return finished;
};

const tallied = (
  { counts, repaired }: Pass,
  more: readonly Repaired[],
): Pick<Pass, 'counts' | 'repaired'> => {
  const next: Partial<Record<Repair, number>> = { ...counts };
  for (const { repair } of more) next[repair] = (next[repair] ?? 0) + 1;
  return { counts: next, repaired: [...repaired, ...more].slice(0, keptRepairs) };
};
