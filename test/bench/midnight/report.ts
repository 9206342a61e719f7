import type { cronThatScans } from './alternatives.ts';
import type { latenessOf } from './lateness.ts';
import type { memoryOf } from './memory.ts';
import type { Estimate } from './model.ts';
import type { nightOf, ratioToFloor } from './nights.ts';

interface Results {
  readonly bytes: { readonly before: number; readonly after: number };
  readonly nights: readonly Awaited<ReturnType<typeof nightOf>>[];
  readonly floor: Awaited<ReturnType<typeof ratioToFloor>>;
  readonly memory: Readonly<Record<number, Awaited<ReturnType<typeof memoryOf>>>>;
  readonly sideBySide: Readonly<Record<string, Awaited<ReturnType<typeof cronThatScans>>>>;
  readonly lateness: Awaited<ReturnType<typeof latenessOf>>;
  readonly model: readonly ({ readonly documents: number } & Estimate)[];
  readonly seconds: number;
}

/** Prints the results as tables, each figure with the goal that it has. */
export const report = (results: Results): void => {
  const { bytes, nights, floor, memory, sideBySide, lateness, model, seconds } = results;
  const [few, many] = Object.values(memory);
  console.log(
    `A common document: ${bytes.before} bytes before the instant, ${bytes.after} after it`,
  );
  console.table(
    Object.fromEntries(
      nights.map((night) => [
        `${night.documents} documents`,
        {
          'requests (goal 1.15)': night.requestsPerTransition,
          'write units (goal 12)': night.writeUnitsInAll,
          events: `${night.events.distinct} of ${night.events.expected}${night.events.exact ? ', each once' : ''}`,
          'schedules (goal 1)': night.schedules,
          invocations: night.invocations,
          'a second': night.transitionsPerSecond,
        },
      ]),
    ),
  );
  console.log('Write units of a transition, by table and index');
  console.table(nights.map(({ writeUnitsPerTransition }) => writeUnitsPerTransition));
  console.table({
    'to bare conditional updates (goal 0.8)': floor.ratio,
    'to bare conditional puts of the same items': floor.ratioToBarePuts,
    'to bare updates, reading included, where no wake-up came ahead': floor.ratioWithoutWarmUp,
    'peak memory (goal 256 MB)': `${few?.rssPeakMb} MB with ${nights[0]?.documents}, ${many?.rssPeakMb} MB with ${nights[1]?.documents}`,
    'growth of it (goal 20 %)': `${Math.round((100 * (many?.rssPeakMb ?? 0)) / (few?.rssPeakMb ?? 1) - 100)} %`,
    [`${lateness.documents} documents: instant to bus (goal p99 1 s)`]: inMs(lateness.toBus),
    [`${lateness.documents} documents: instant to webhook (goal p99 2 s)`]: inMs(
      lateness.toWebhook,
    ),
  });
  console.log('Side by side: 500 due of 2,500');
  console.table(sideBySide);
  console.log('On AWS, as the model has it: a new table on demand, eight shards');
  console.table(
    model.map(({ bounds, ...estimate }) => ({ ...estimate, slowest: bounds[0]?.part })),
  );
  console.table(model[0]?.bounds);
  console.log(`In ${seconds} s; kept in test/bench/results/midnight.json`);
};

const inMs = ({
  p50,
  p99,
  max,
}: {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}) => `p50 ${p50} ms, p99 ${p99} ms, max ${max} ms`;
