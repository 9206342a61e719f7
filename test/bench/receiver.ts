import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as z from 'zod';

export interface Arrival {
  readonly eventId: string;
  readonly type: string;
  /** From when the event was recorded until it came. */
  readonly latencyMs: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface BenchReceiver extends AsyncDisposable {
  readonly url: string;
  /** From now on signatures must be made with this secret. */
  trust(secret: string): Promise<void>;
  /** What has come since this was last asked, repeats included. */
  arrivals(): Promise<Arrival[]>;
}

const hello = z.object({ port: z.int() });
const arrived = z.array(z.tuple([z.string(), z.number()]));
const event = z.object({ id: z.string(), type: z.string(), recordedtime: z.string() });

/** A webhook receiver in a process of its own, so that its work is not counted as the sender's. */
export const startReceiver = async (): Promise<BenchReceiver> => {
  const child = fork(join(import.meta.dirname, 'receiver-process.ts'));
  const [message] = await once(child, 'message');
  const url = `http://127.0.0.1:${hello.parse(message).port}/`;
  return {
    url,
    trust: async (secret) => {
      child.send(secret);
      await once(child, 'message');
    },
    arrivals: async () => {
      const answer = await fetch(url);
      return arrived.parse(await answer.json()).map(([body, at]) => {
        const { id, type, recordedtime } = event.parse(JSON.parse(body));
        return { eventId: id, type, latencyMs: at - Date.parse(recordedtime), at };
      });
    },
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
};
