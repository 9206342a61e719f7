import * as z from 'zod';
import type { HttpResult } from '#shared/runtime/http.ts';
import { httpEvent } from '../../support/http-event.ts';
import type { Chance } from './chance.ts';
import type { Installation } from './installation.ts';

/** What a person asks for. */
export interface Asked {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly groups: readonly string[];
}

export interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const object = z.record(z.string(), z.unknown());

const answerOf = ({ statusCode = 200, body }: HttpResult): Answered => {
  const read = body === undefined || body === '' ? {} : object.safeParse(JSON.parse(body)).data;
  return { status: statusCode, body: read ?? {} };
};

/** A person at a keyboard: asks again, with the same Idempotency-Key, until an answer comes; then perhaps once more. */
export class Client {
  readonly #world: Installation;
  readonly #chance: Chance;
  /** How often each status came. */
  readonly statuses = new Map<number, number>();
  #keys = 0;

  constructor(world: Installation, chance: Chance) {
    this.#world = world;
    this.#chance = chance;
  }

  /** A key for the next request. */
  newKey(): string {
    return `key-${++this.#keys}`;
  }

  /** The answer, or undefined where none ever came. */
  async ask(asked: Asked, key = this.newKey()): Promise<Answered | undefined> {
    const answer = await this.#insist(asked, key);
    if (asked.method === 'POST' && answer !== undefined && this.#chance.is(0.08)) {
      const again = await this.#insist(asked, key);
      const made = [answer, again].flatMap((one) => (one === undefined ? [] : createdIn(one)));
      // What was refused may be taken the second time, and what was made be gone.
      if (new Set(made).size > 1) {
        this.#world.watch.violated(`${asked.path} with ${key} made ${made.join(', and ')}`);
      }
    }
    return answer;
  }

  async #insist(asked: Asked, key: string): Promise<Answered | undefined> {
    const { time } = this.#world.surroundings;
    for (let attempt = 0; attempt < 5; attempt++) {
      if (attempt > 0) await time.pause(this.#chance.int(200, 8_000), undefined);
      const answer = await this.#once(asked, key);
      if (answer !== undefined && answer.status < 500) return answer;
    }
    return undefined;
  }

  async #once(asked: Asked, key: string): Promise<Answered | undefined> {
    const { time, weather } = this.#world.surroundings;
    const { method, path, body, ifMatch, groups } = asked;
    const headers = {
      ...(method === 'POST' && { 'idempotency-key': key }),
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
    };
    const what = `${method} ${path} ${key}`;
    await time.pause(this.#chance.int(5, 40), what);
    const sent = { groups, headers, ...(body !== undefined && { body }) };
    const result = await this.#world.ask(httpEvent(method, path, sent));
    if (result === undefined || weather.strikes('error after', what)) return undefined;
    const answer = answerOf(result);
    this.statuses.set(answer.status, (this.statuses.get(answer.status) ?? 0) + 1);
    time.note(`${what} ${answer.status} ${String(answer.body.code ?? '')}`);
    if (answer.status === 500) this.#world.watch.violated(`${what} answered ${result.body}`);
    return answer;
  }

  /** What anyone would be answered at this instant. */
  async look(path: string): Promise<Answered> {
    const groups = ['role:operator', 'org:region'];
    return answerOf(await this.#world.look(httpEvent('GET', path, { groups })));
  }
}

/** The id of what was made; a refusal made nothing. */
const createdIn = ({ status, body }: Answered): readonly string[] => {
  if (status >= 400) return [];
  const { documentId, subscriptionId, version, decision, groupId, replayId } = body;
  const made = object.safeParse(decision).data?.decisionId;
  const ids = [documentId, subscriptionId, version, made, groupId, replayId];
  return [ids.filter((id) => id !== undefined).join(' ')];
};
