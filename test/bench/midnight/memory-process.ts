import * as z from 'zod';
import { applyAtMidnight } from './apply.ts';
import { midnight } from './archive.ts';
import { benchClient, clockBefore } from './emulated.ts';

/**
 * Does what apply-due does at a midnight, one invocation after another as a warm function would, in a process that does
 * nothing else: `node memory-process.ts <endpoint> <suffix of the tables>`. Prints the memory before and at its
 * peak, in MB, and the processor time that each document took.
 */
const [endpointUrl, run] = z.tuple([z.url(), z.string()]).parse(process.argv.slice(2));
const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);

const before = process.memoryUsage();
let peakHeap = 0;
const sampling = setInterval(() => {
  peakHeap = Math.max(peakHeap, process.memoryUsage().heapUsed);
}, 20);
const cpuBefore = process.cpuUsage();
const client = benchClient(endpointUrl);
const { applied, invocations } = await applyAtMidnight(
  { client, nameOf: (table) => `${table}-${run}` },
  () => clockBefore(midnight, 3_000),
  { oneByOne: true },
);
const { user, system } = process.cpuUsage(cpuBefore);
clearInterval(sampling);
client.destroy();

console.log(
  JSON.stringify({
    applied,
    invocations,
    rssBeforeMb: megabytes(before.rss),
    // In kilobytes, since the process began.
    rssPeakMb: megabytes(process.resourceUsage().maxRSS * 1024),
    heapPeakMb: megabytes(peakHeap),
    cpuMsPerTransition: Number(((user + system) / 1000 / applied).toFixed(2)),
  }),
);
