import type { Clock } from '#shared/application/ports.ts';
import { between, type Instant, shift } from '#shared/domain/instant.ts';

interface Envelope<Message> {
  readonly message: Message;
  readonly receives: number;
}

export interface VirtualQueue<Message> {
  send(message: Message, delaySeconds?: number): void;
  /** Messages given up on. */
  readonly deadLetters: readonly { readonly message: Message; readonly error: unknown }[];
  /** What invocations threw. */
  readonly failures: readonly unknown[];
  /** How many invocations there were, how many at a time, and how long the longest took. */
  readonly work: {
    readonly invocations: number;
    readonly most: number;
    readonly longestSeconds: number;
  };
}

const visibilitySeconds = 360;
const mostReceives = 5;

/**
 * A queue and the functions that it invokes, as SQS and Lambda do it: with delays, so many at a time, and once
 * more after the visibility timeout where one threw.
 */
export const virtualQueue = <Message>(options: {
  readonly clock: Clock;
  readonly atATime: number;
  readonly handle: (message: Message) => Promise<unknown>;
  /** How often each message arrives; once, as a rule. */
  readonly copies?: () => number;
  /** How much later than asked for it arrives. */
  readonly latencyMs?: () => number;
}): VirtualQueue<Message> => {
  const { clock, atATime, handle, copies = () => 1, latencyMs = () => 0 } = options;
  const visible: Envelope<Message>[] = [];
  const deadLetters: { message: Message; error: unknown }[] = [];
  const failures: unknown[] = [];
  const work = { invocations: 0, most: 0, longestSeconds: 0 };
  let busy = 0;

  const pump = () => {
    while (busy < atATime) {
      const envelope = visible.shift();
      if (envelope === undefined) return;
      void receive(envelope);
    }
  };

  const receive = async ({ message, receives }: Envelope<Message>) => {
    const started = clock.now();
    busy += 1;
    work.invocations += 1;
    work.most = Math.max(work.most, busy);
    try {
      await handle(message);
    } catch (error) {
      failures.push(error);
      if (receives + 1 >= mostReceives) deadLetters.push({ message, error });
      else void show({ message, receives: receives + 1 }, shift(started, visibilitySeconds * 1000));
    }
    work.longestSeconds = Math.max(work.longestSeconds, between(started, clock.now()) / 1000);
    busy -= 1;
    pump();
  };

  const show = async (envelope: Envelope<Message>, at: Instant) => {
    await clock.sleepUntil(at);
    visible.push(envelope);
    pump();
  };

  return {
    deadLetters,
    failures,
    work,
    send: (message, delaySeconds = 0) => {
      if (delaySeconds < 0 || delaySeconds > 900) throw new RangeError(`${delaySeconds} seconds`);
      for (let copy = copies(); copy > 0; copy--) {
        const at = shift(clock.now(), delaySeconds * 1000 + latencyMs());
        void show({ message, receives: 0 }, at);
      }
    },
  };
};
