import { type Outcome, type Sender, UnavailableError } from '#shared/application/ports.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { accepts, type Receiver } from '../receivers.ts';
import type { Invocation, Surroundings } from './invocation.ts';
import type { Watch } from './watch.ts';

type Message = Parameters<Sender['send']>[0];

const isInLog = /^[0-9a-f-]{36}-\d{10}$/;

/** Where a target is: a webhook's url, or an ARN. */
export const addressOf = (target: Message['target']): string =>
  target.type === 'webhook' ? target.url : target.arn;

/** Whoever the targets of subscriptions belong to. */
export class Receivers {
  readonly #surroundings: Surroundings;
  readonly #watch: Watch;
  readonly #receivers = new Map<string, Receiver>();
  /** Bodies of what was accepted, by address and id. */
  readonly accepted = new Map<string, Map<string, string>>();
  sent = 0;

  constructor(surroundings: Surroundings, watch: Watch) {
    this.#surroundings = surroundings;
    this.#watch = watch;
  }

  settle(address: string, receiver: Receiver): void {
    this.#receivers.set(address, receiver);
  }

  /** Everyone is well, from now on. */
  recover(): void {
    this.#receivers.clear();
  }

  async send(invocation: Invocation, message: Message): Promise<Outcome> {
    try {
      return await invocation.call('sender', 'send', () => this.#receive(message));
    } catch (error) {
      if (error instanceof UnavailableError) return { error: 'connection', durationMs: 30 };
      throw error;
    }
  }

  async #receive({ target, eventId, eventType, body, headers }: Message): Promise<Outcome> {
    const { time } = this.#surroundings;
    const address = addressOf(target);
    const receiver = this.#receivers.get(address) ?? accepts;
    const received = { eventId, eventType, body, headers, at: time.now };
    const { afterMs: durationMs, ...outcome } = receiver(received);
    this.sent++;
    if (outcome.error === undefined) this.#accept(address, eventId, body);
    await time.pause(durationMs, undefined);
    return { ...outcome, durationMs };
  }

  #accept(address: string, eventId: string, body: string): void {
    const known = this.accepted.get(address) ?? new Map<string, string>();
    this.accepted.set(address, known);
    const before = known.get(eventId);
    if (before !== undefined && before !== body && !this.#watch.rebuilt.has(eventId)) {
      this.#watch.violated(`${address} was sent ${eventId} as ${before} and as ${body}`);
    }
    known.set(eventId, body);
    const event: CloudEvent = JSON.parse(body);
    if (event.id !== eventId) this.#watch.violated(`${address} got ${event.id} as ${eventId}`);
    // Tests and reminders of a subscription alone are in no log.
    if (isInLog.test(eventId)) this.#watch.heard(address, event);
  }
}
