import { Agent, request } from 'node:http';
import { memorySender } from '#shared/adapters/memory/sender.ts';
import { webhookSender } from '#shared/adapters/webhook/sender.ts';
import { inParallel } from '#shared/application/in-parallel.ts';
import type { Sender } from '#shared/application/ports.ts';
import { median } from './numbers.ts';
import { someEvents, waitingDeliveries, webhooksOnly } from './world.ts';

type Message = Parameters<Sender['send']>[0];

const atATime = 10;
/** Rounds until the code is compiled. */
const warmUps = 5;

/** As plain as Node's own parts allow, over connections that are kept. */
const plainClient = (url: string) => {
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

/** The HTTP client that comes with Node. */
const fetchClient = (url: string) => ({
  post: async ({ headers, body }: Message): Promise<void> => {
    const response = await fetch(url, { method: 'POST', headers, body });
    await response.arrayBuffer();
    if (response.status !== 204) throw new Error(`Answered with ${response.status}`);
  },
});

const perSecond = async (count: number, work: () => Promise<void>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return (count * 1000) / (performance.now() - startedAt);
};

/**
 * Deliveries a second over memory adapters, and how they compare to bare clients that post the same bytes as
 * many at a time, ready-made and without a word kept of it: in turns, so that what else the machine does
 * is shared by all.
 */
export const overhead = async (
  url: string,
  { count, rounds }: { readonly count: number; readonly rounds: number },
) => {
  const events = someEvents(count);
  const dry = memorySender();
  await (await waitingDeliveries(events, { url, sender: dry })).deliver();
  const plain = plainClient(url);
  const fetching = fetchClient(url);
  const sender = webhooksOnly(webhookSender({ allowLocal: true }));

  const ours = async () => {
    const waiting = await waitingDeliveries(events, { url, sender });
    return perSecond(count, async () => {
      const result = await waiting.deliver();
      if (result.result === 'served' && result.delivered === count) return;
      throw new Error(`Not everything was delivered: ${JSON.stringify(result)}`);
    });
  };
  const posting = (post: (message: Message) => Promise<void>) => () =>
    perSecond(count, () => inParallel(dry.sent, atATime, post));

  const runs = { ours, fetch: posting(fetching.post), nodeHttp: posting(plain.post) };
  const measured: { ours: number; fetch: number; nodeHttp: number }[] = [];
  for (let round = 0; round < warmUps + rounds; round += 1) {
    const speeds = { ours: 0, fetch: 0, nodeHttp: 0 };
    const names = ['ours', 'fetch', 'nodeHttp'] as const;
    // Whoever comes first has it a little harder: each in turn.
    for (const offset of [0, 1, 2]) {
      const name = names[(round + offset) % names.length] ?? 'ours';
      speeds[name] = await runs[name]();
    }
    if (round >= warmUps) measured.push(speeds);
  }
  plain.close();
  const of = (pick: (speeds: (typeof measured)[number]) => number) => median(measured.map(pick));
  return {
    deliveriesPerSecond: Math.round(of((speeds) => speeds.ours)),
    fetchPerSecond: Math.round(of((speeds) => speeds.fetch)),
    nodeHttpPerSecond: Math.round(of((speeds) => speeds.nodeHttp)),
    ratioToFetch: Number(of((speeds) => speeds.ours / speeds.fetch).toFixed(2)),
    ratioToNodeHttp: Number(of((speeds) => speeds.ours / speeds.nodeHttp).toFixed(2)),
  };
};
