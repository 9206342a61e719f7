import { shift } from '#shared/domain/instant.ts';
import type { Subscription } from '#shared/domain/subscription.ts';
import {
  type Answer,
  accepts,
  away,
  dead,
  hangs,
  type Outage,
  type Receiver,
  refuses,
} from '../receivers.ts';
import type { Chance } from './chance.ts';
import type { Client } from './client.ts';
import type { Installation } from './installation.ts';
import { addressOf } from './receiving.ts';

const groups = ['role:subscriber', 'org:alingsas'];
const gone: Receiver = refuses(410);

/** Owners of subscriptions, with what receives for them. */
export class Subscriber {
  readonly #world: Installation;
  readonly #client: Client;
  readonly #chance: Chance;
  #made = 0;
  /** Addresses of receivers that are always well. */
  readonly steady = new Set<string>();
  /** Subscriptions that their owners have meddled with. */
  readonly meddled = new Set<string>();

  constructor(world: Installation, client: Client, chance: Chance) {
    this.#world = world;
    this.#client = client;
    this.#chance = chance;
  }

  async subscribe(): Promise<void> {
    const chance = this.#chance;
    const number = ++this.#made;
    const target =
      chance.is(0.7) || number === 1
        ? { type: 'webhook', url: `https://receiver.example/${number}` }
        : { type: 'sqs', arn: `arn:aws:sqs:eu-north-1:111122223333:theirs-${number}` };
    const address = target.url ?? target.arn ?? '';
    // The first one hears everything and is always well.
    const isSteady = number === 1 || chance.is(0.3);
    if (isSteady) this.steady.add(address);
    this.#world.receivers.settle(address, isSteady ? accepts : this.#anyReceiver());
    await this.#client.ask({
      method: 'POST',
      path: '/v1/subscriptions',
      groups,
      body: {
        target,
        filter: number === 1 ? {} : this.#anyFilter(),
        ...(chance.is(0.3) && { recipients: ['SRO'] }),
        ...(chance.is(0.3) && { reminders: [2, 4] }),
        maxPerSecond: chance.pick([1, 5, 50]),
      },
    });
  }

  async meddle(): Promise<void> {
    const subscription = this.#chance.among(await this.all());
    // The first one is left alone.
    if (subscription === undefined || addressOf(subscription.target).endsWith('/1')) return;
    const { subscriptionId } = subscription;
    const path = `/v1/subscriptions/${subscriptionId}`;
    const what = this.#chance.pick([
      'state',
      'state',
      'replay',
      'redeliver',
      'rate',
      'test',
      'keys',
      'delete',
    ]);
    if (what === 'state' || what === 'delete') this.meddled.add(subscriptionId);
    switch (what) {
      case 'state': {
        const state = subscription.state === 'enabled' ? 'disabled' : 'enabled';
        return this.#patch(path, { state });
      }
      case 'rate':
        return this.#patch(path, { maxPerSecond: this.#chance.int(1, 100) });
      case 'replay':
        return this.replay(subscriptionId, this.#chance.pick(['all', 'undelivered']));
      case 'test':
        return this.#post(`${path}/test`);
      case 'keys':
        return this.#post(`${path}/rotate-secret`, { overlapSeconds: 3600 });
      case 'redeliver': {
        const { time } = this.#world.surroundings;
        const query = { subscriptionId, now: time.now, limit: 50 };
        const delivery = this.#chance.among(
          (await this.#world.stores.deliveries.list(query)).items,
        );
        if (delivery !== undefined)
          await this.#post(`${path}/deliveries/${delivery.deliveryId}/redeliver`);
        return;
      }
      case 'delete':
        if (this.#chance.is(0.3)) {
          await this.#client.ask({ method: 'DELETE', path, ifMatch: '*', groups });
        }
        return;
    }
  }

  async enable({ subscriptionId }: Subscription): Promise<void> {
    await this.#patch(`/v1/subscriptions/${subscriptionId}`, { state: 'enabled' });
  }

  async replay(subscriptionId: string, only: 'all' | 'undelivered'): Promise<void> {
    const { time } = this.#world.surroundings;
    const since = shift(time.now, -10 * 86_400_000);
    await this.#post(`/v1/subscriptions/${subscriptionId}/replay`, { since, only });
  }

  async all(): Promise<readonly Subscription[]> {
    return (await this.#world.stores.subscriptions.list({ limit: 100 })).items;
  }

  async #patch(path: string, body: object): Promise<void> {
    await this.#client.ask({ method: 'PATCH', path, body, ifMatch: '*', groups });
  }

  async #post(path: string, body?: object): Promise<void> {
    await this.#client.ask({ method: 'POST', path, groups, ...(body && { body }) });
  }

  #anyFilter() {
    return this.#chance.pick([
      {},
      {},
      { types: ['document.statusChanged', 'party.statusChanged'] },
      { documentTypes: ['policy', 'guideline'] },
      { keywords: ['dialogue'] },
      { toStatuses: ['inForce', 'repealed'] },
    ]);
  }

  /** One that fails now and then, is away for hours, asks to be left alone, or goes for good. */
  #anyReceiver(): Receiver {
    const chance = this.#chance;
    const { time } = this.#world.surroundings;
    const flaky = chance.pick([0, 0.1, 0.5]);
    const usual: Receiver = (received): Answer =>
      (chance.is(flaky) ? refuses(chance.pick([500, 502])) : accepts)(received);
    const outages = Array.from({ length: chance.int(0, 3) }, (): Outage => {
      const from = shift(time.now, chance.int(0, 36 * 60) * 60_000);
      const to = shift(from, chance.int(1, 300) * 60_000);
      const meanwhile = chance.pick([dead, hangs, refuses(500), refuses(503, '600'), gone]);
      return { from, to, meanwhile };
    });
    return away(outages, usual);
  }
}
