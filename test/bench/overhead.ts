import { Agent, request } from 'node:http';
import { memorySender } from '#shared/adapters/memory/sender.ts';
import { webhookSender } from '#shared/adapters/webhook/sender.ts';
import { inParallel } from '#shared/application/in-parallel.ts';
import type { Sender } from '#shared/application/ports.ts';
import { median } from './numbers.ts';
import { someEvents, waitingDeliveries, webhooksOnly } from './world.ts';

type Message = Parameters<Sender['send']>[0];

const atATime = 10;

/** Posts as plainly as can be, over connections that are kept. */
const bareClient = (url: string) => {
  const agent = new Agent({ keepAlive: true, maxSockets: atATime });
  const post = ({ headers, body }: Message): Promise<void> =>
    new Promise((resolve, reject) => {
      request(url, { method: 'POST', agent, headers }, (response) =>
        response.resume().on('end', () => {
          if (response.statusCode === 204) resolve();
          else reject(new Error(`Answered with ${response.statusCode}`));
        }),
      )
        .on('error', reject)
        .end(body);
    });
  return { post, close: () => agent.destroy() };
};

const perSecond = async (count: number, work: () => Promise<void>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return (count * 1000) / (performance.now() - startedAt);
};

/**
 * Deliveries a second over memory adapters, and how they compare to a bare client that posts the same
 * bytes as many at a time: in turns, so that what else the machine does is shared by both.
 */
export const overhead = async (
  url: string,
  { count, rounds }: { readonly count: number; readonly rounds: number },
) => {
  const events = someEvents(count);
  const dry = memorySender();
  await (await waitingDeliveries(events, { url, sender: dry })).deliver();
  const bare = bareClient(url);
  const sender = webhooksOnly(webhookSender({ allowLocal: true }));

  const ours = async () => {
    const waiting = await waitingDeliveries(events, { url, sender });
    return perSecond(count, async () => {
      const result = await waiting.deliver();
      if (result.result === 'served' && result.delivered === count) return;
      throw new Error(`Not everything was delivered: ${JSON.stringify(result)}`);
    });
  };
  const theirs = () => perSecond(count, () => inParallel(dry.sent, atATime, bare.post));

  const measured: { readonly ours: number; readonly bare: number }[] = [];
  // The first round is for warming up.
  for (let round = 0; round <= rounds; round += 1) {
    const pair =
      round % 2 === 0
        ? { ours: await ours(), bare: await theirs() }
        : { bare: await theirs(), ours: await ours() };
    if (round > 0) measured.push(pair);
  }
  bare.close();
  return {
    deliveriesPerSecond: Math.round(median(measured.map((round) => round.ours))),
    bareClientPerSecond: Math.round(median(measured.map((round) => round.bare))),
    ratio: Number(median(measured.map((round) => round.ours / round.bare)).toFixed(2)),
  };
};
