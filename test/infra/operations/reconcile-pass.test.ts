import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { Problem } from '../../../infra/local/problem.ts';
import {
  beginPass,
  followPass,
  latestPass,
  type Pass,
  reportOf,
} from '../../../infra/operations/reconcile-pass.ts';

const lambda = mockClient(LambdaClient);
const client = new LambdaClient({ region: 'eu-north-1' });
const reconciler = { lambda: client, functionName: 'reconcile' };

afterEach(() => {
  lambda.reset();
});

const pass = (changes: Partial<Pass> = {}): Pass => ({
  passId: 'pass-1',
  documents: 0,
  counts: {},
  repaired: [],
  failed: 0,
  revision: 1,
  ...changes,
});

const answering = (answer: unknown, FunctionError?: string) =>
  lambda.on(InvokeCommand).resolves({
    ...(FunctionError !== undefined && { FunctionError }),
    Payload: Object.assign(Buffer.from(JSON.stringify(answer)), {
      transformToString: () => '',
    }),
  });

describe('a pass', () => {
  it('is begun and asked after through the function', async () => {
    answering({ ...pass(), figures: [], startedAt: '2026-07-01T00:00:00.000Z' });
    expect(await beginPass(reconciler)).toEqual(pass());
    expect(await latestPass(reconciler)).toEqual(pass());
    expect(lambda.commandCalls(InvokeCommand).map(({ args }) => args[0].input)).toEqual([
      { FunctionName: 'reconcile', Payload: '{"begin":true}' },
      { FunctionName: 'reconcile', Payload: '{"report":true}' },
    ]);
  });

  it('that the function could not begin is said to be so', async () => {
    answering({ errorMessage: 'throttled' }, 'Unhandled');
    await expect(beginPass(reconciler)).rejects.toThrow(
      /^The function reconcile failed: .*throttled/,
    );
    await expect(beginPass(reconciler)).rejects.toThrow(Problem);
  });
});

describe('following a pass', () => {
  const follow = async (answers: readonly Pass[], stallMs = 60_000) => {
    const shown: number[] = [];
    const left = [...answers];
    const ended = await followPass(pass(), async () => left.shift() ?? pass({ revision: 99 }), {
      progress: ({ documents }) => shown.push(documents),
      stallMs,
      everyMs: 0,
    });
    return { ended, shown };
  };
  const end = pass({ documents: 7, revision: 4, finishedAt: '2026-07-01T00:01:00.000Z' });

  it('shows how many documents were looked at, until it has ended', async () => {
    const steps = [pass(), pass({ documents: 3, revision: 2 }), end, pass({ documents: 8 })];
    expect(await follow(steps)).toEqual({ ended: end, shown: [0, 3, 7] });
  });

  it('goes over to another that was begun meanwhile', async () => {
    const other = { ...end, passId: 'pass-2' };
    expect((await follow([pass({ revision: 2 }), other])).ended).toEqual(other);
  });

  it('needs no more where it had ended at once', async () => {
    const ask = () => Promise.reject(new Error('asked'));
    expect(await followPass(end, ask, { progress: () => {}, stallMs: 1, everyMs: 0 })).toBe(end);
  });

  it('is given up where it stands still', async () => {
    const still = Array.from({ length: 100_000 }, () => pass({ documents: 3, revision: 2 }));
    await expect(follow(still, 30)).rejects.toThrow(
      /stood still at 3 documents .*dead-letters-reconciliations/,
    );
  });
});

describe('the report of a pass', () => {
  it('says that nothing had to be set right', () => {
    expect(reportOf(pass({ documents: 12 }))).toEqual([
      'Documents looked at: 12',
      'Set right: nothing',
    ]);
  });

  it('names each thing that was set right, how many more there are, and what failed', () => {
    const repaired = [
      { documentId: 'a', repair: 'moved', detail: '2026-07-01: 22:00 is now 21:00' },
      { documentId: 'b', repair: 'projection', detail: 'adopted is inForce' },
    ];
    const counts = { moved: 3, projection: 1 };
    expect(reportOf(pass({ documents: 12, counts, repaired, failed: 2 }))).toEqual([
      'Documents looked at: 12',
      'Set right: moved 3, projection 1',
      '  moved       a  2026-07-01: 22:00 is now 21:00',
      '  projection  b  adopted is inForce',
      '  and 2 more, which the log of reconcile names',
      'Could not be reconciled: 2; the log of reconcile names them',
    ]);
  });
});
