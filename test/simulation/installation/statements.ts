import fc from 'fast-check';
import type { ActFacts, DecisionFacts } from '#shared/domain/decision.ts';
import type { Document } from '#shared/domain/document.ts';
import { shift } from '#shared/domain/instant.ts';
import type { DocumentStatus } from '#shared/domain/timeline.ts';
import type { Known, Model } from '../model-archive.ts';
import { anyStatement, factsOf } from '../model-statements.ts';
import type { Chance } from './chance.ts';
import type { Installation } from './installation.ts';

type Plain = 'adopt' | 'repeal' | 'suspend' | 'resume' | 'propose';

/** What is likely to be decided next. */
const next: Readonly<Record<DocumentStatus, readonly [Plain, ...Plain[]]>> = {
  draft: ['adopt', 'adopt', 'adopt', 'propose'],
  proposed: ['adopt'],
  adopted: ['adopt', 'repeal'],
  inForce: ['repeal', 'suspend', 'adopt'],
  suspended: ['resume', 'resume', 'repeal'],
  repealed: ['adopt'],
  expired: ['adopt'],
  replaced: ['adopt'],
};

type Fitting = Extract<
  ActFacts,
  { kind: 'adopt' | 'propose' | 'recommend' | 'repeal' | 'suspend' | 'resume' }
>;

/** What registrars state: as a rule something that fits, else anything that the model of the archive draws. */
export class Statements {
  readonly #world: Installation;
  readonly #chance: Chance;

  constructor(world: Installation, chance: Chance) {
    this.#world = world;
    this.#chance = chance;
  }

  /** The local day in Sweden so many days ahead. */
  day(daysAhead: number): string {
    const { calendar } = this.#world.stores;
    return calendar.plusDays(this.#today('Europe/Stockholm'), daysAhead);
  }

  async about(document: Document): Promise<DecisionFacts> {
    if (this.#chance.is(0.65)) return this.fitting(document);
    return this.#anything(document);
  }

  /** Fits what the document is now; it takes effect soon, or has a while ago. */
  async fitting(document: Document): Promise<Fitting> {
    const chance = this.#chance;
    const { status } = document.current;
    const kind = chance.pick(next[status]);
    const versions = await this.#world.stores.repository.versions(document.documentId);
    const available = versions.filter(({ state }) => state === 'available');
    const version = chance.is(0.7) ? chance.among(available)?.version : undefined;
    const party = chance.among(document.parties)?.id;
    const minutes = {
      decidedOn: this.#decidedOn(document),
      decidedBy: { organisation: 'Region', body: chance.pick(['Council', 'Board']) },
      recipients: chance.is(0.3) ? [{ name: 'SRO' }] : [],
      ...(chance.is(0.2) && { noticePostedOn: this.#today(document.timeZone) }),
      ...(party !== undefined && (kind === 'adopt' || chance.is(0.5)) && { party }),
      ...this.#soon(document),
    };
    switch (kind) {
      case 'adopt':
      case 'propose': {
        const through = chance.is(0.3) && { throughAndIncluding: this.day(chance.int(1, 3)) };
        const about = version !== undefined && { documentVersion: version };
        return { ...minutes, ...through, ...about, kind };
      }
      case 'repeal':
      case 'suspend':
      case 'resume':
        return { ...minutes, kind };
    }
  }

  async #anything(document: Document): Promise<DecisionFacts> {
    const { watch } = this.#world;
    const seed = this.#chance.int(0, 2 ** 31 - 1);
    const [statement] = fc.sample(anyStatement, { seed, numRuns: 1 });
    if (statement === undefined) throw new Error('fast-check draws one');
    const documents = await Promise.all(
      [...watch.documents.values()].map((one) => this.#known(one.document)),
    );
    const model: Model = { documents, answers: [] };
    const known = await this.#known(document);
    const facts = factsOf(statement, model, known, this.#today(document.timeZone));
    if (!('fromAndIncluding' in facts)) return facts;
    return { ...facts, ...this.#soon(document) };
  }

  #decidedOn(document: Document): string {
    const daysAgo = this.#chance.int(0, 3);
    return this.#world.stores.calendar.plusDays(this.#today(document.timeZone), -daysAgo);
  }

  /** A date or a local time that comes, or passed, while the run lasts; or none. */
  #soon(document: Document): { readonly fromAndIncluding?: string } {
    const chance = this.#chance;
    const { time } = this.#world.surroundings;
    if (chance.is(0.35)) return { fromAndIncluding: this.day(chance.int(0, 2)) };
    if (chance.is(0.3)) return {};
    const later = chance.int(-30, 90) * 60_000 + chance.int(0, 59) * 1_000;
    const { calendar } = this.#world.stores;
    const local = calendar.localTimeAt(shift(time.now, later), document.timeZone);
    return { fromAndIncluding: local.replace(/\.\d+/, '') };
  }

  #today(zone: string): string {
    return this.#world.stores.calendar.dateAt(this.#world.surroundings.time.now, zone);
  }

  async #known({ documentId, adoption, parties }: Document): Promise<Known> {
    const decisions = await this.#world.stores.repository.decisions(documentId);
    return {
      id: documentId,
      adoption,
      parties,
      decisions,
      reviewBy: undefined,
      reminders: [],
      told: new Map(),
      foretold: undefined,
      reminded: new Set(),
    };
  }
}
