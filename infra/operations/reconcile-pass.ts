import { setTimeout } from 'node:timers/promises';
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { Problem } from '../local/problem.ts';

const pass = z.object({
  passId: z.string(),
  documents: z.number(),
  /** How often, by what was set right. */
  counts: z.record(z.string(), z.number()),
  /** The first of what was set right. */
  repaired: z.array(
    z.object({ documentId: z.string(), repair: z.string(), detail: z.string() }).readonly(),
  ),
  failed: z.number(),
  finishedAt: z.string().optional(),
  revision: z.number(),
});

/** How far a reconciliation has come. */
export type Pass = Readonly<z.infer<typeof pass>>;

/** The deployed function that reconciles. */
export interface Reconciler {
  readonly lambda: LambdaClient;
  readonly functionName: string;
}

/** Begins a pass over every document. @throws Problem */
export const beginPass = async (reconciler: Reconciler): Promise<Pass> =>
  pass.parse(await invoke(reconciler, { begin: true }));

/** The pass that was begun last. @throws Problem */
export const latestPass = async (reconciler: Reconciler): Promise<Pass> =>
  pass.parse(await invoke(reconciler, { report: true }));

const invoke = async ({ lambda, functionName }: Reconciler, input: object): Promise<unknown> => {
  const request = new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(input) });
  const { FunctionError, Payload } = await lambda.send(request);
  const said = Buffer.from(Payload ?? []).toString();
  if (FunctionError !== undefined) throw new Problem(`The function reconcile failed: ${said}`);
  return JSON.parse(said);
};

/** Waits until the pass has ended, for as long as it goes on. @throws Problem where it stands still */
export const followPass = async (
  begun: Pass,
  ask: () => Promise<Pass>,
  ways: {
    readonly progress: (pass: Pass) => void;
    readonly stallMs: number;
    readonly everyMs: number;
  },
): Promise<Pass> => {
  const { progress, stallMs, everyMs } = ways;
  let pass = begun;
  let movedAt = performance.now();
  while (pass.finishedAt === undefined) {
    if (performance.now() - movedAt > stallMs) {
      throw new Problem(
        `The pass has stood still at ${pass.documents} documents for ${stallMs / 60_000} minutes. See docs/runbook.md#dead-letters-reconciliations.`,
      );
    }
    await setTimeout(everyMs);
    const now = await ask();
    // Another that was begun meanwhile looks at every document too.
    if (now.passId !== pass.passId || now.revision !== pass.revision) movedAt = performance.now();
    pass = now;
    progress(pass);
  }
  return pass;
};

/** What a pass has done, line by line. */
export const reportOf = ({ documents, counts, repaired, failed }: Pass): string[] => {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const kinds = Object.entries(counts).map(([repair, count]) => `${repair} ${count}`);
  const width = Math.max(0, ...repaired.map(({ repair }) => repair.length));
  const unlisted = total - repaired.length;
  return [
    `Documents looked at: ${documents}`,
    `Set right: ${kinds.join(', ') || 'nothing'}`,
    ...repaired.map((one) => `  ${one.repair.padEnd(width)}  ${one.documentId}  ${one.detail}`),
    ...(unlisted > 0 ? [`  and ${unlisted} more, which the log of reconcile names`] : []),
    ...(failed > 0 ? [`Could not be reconciled: ${failed}; the log of reconcile names them`] : []),
  ];
};
