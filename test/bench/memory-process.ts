import { webhookSender } from '#shared/adapters/webhook/sender.ts';
import { someEvents, waitingDeliveries, webhooksOnly } from './world.ts';

/**
 * Serves a receiver that hangs, with so many deliveries waiting, in a process that does nothing else:
 * `node memory-process.ts <url> <count>`. Prints the memory before and at its peak, in MB.
 */
const [url = '', count = ''] = process.argv.slice(2);
const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);

const sender = webhooksOnly(webhookSender({ allowLocal: true }));
const waiting = await waitingDeliveries(someEvents(Number(count)), { url, sender, forMs: 40_000 });
const before = process.memoryUsage();
let peakHeap = 0;
const sampling = setInterval(() => {
  peakHeap = Math.max(peakHeap, process.memoryUsage().heapUsed);
}, 20);
const result = await waiting.deliver();
clearInterval(sampling);
if (result.result !== 'served') throw new Error(`Not served: ${result.result}`);

console.log(
  JSON.stringify({
    attempts: result.attempts,
    heapBeforeMb: megabytes(before.heapUsed),
    heapPeakMb: megabytes(peakHeap),
    rssBeforeMb: megabytes(before.rss),
    // In kilobytes, since the process began.
    rssPeakMb: megabytes(process.resourceUsage().maxRSS * 1024),
  }),
);
