import { createHash } from 'node:crypto';
import type { Document } from '#shared/domain/document.ts';
import type { Chance } from './chance.ts';
import type { Client } from './client.ts';
import type { Installation } from './installation.ts';
import { Statements } from './statements.ts';

const groups = ['role:registrar', 'org:region'];
const zones = [
  'Europe/Stockholm',
  'Europe/Stockholm',
  'Europe/Stockholm',
  'Pacific/Auckland',
] as const;

/** Registers, uploads and records, as people do: late, wrongly, twice, several at a time. */
export class Registrar {
  readonly #world: Installation;
  readonly #client: Client;
  readonly #chance: Chance;
  readonly #statements: Statements;

  constructor(world: Installation, client: Client, chance: Chance) {
    this.#world = world;
    this.#client = client;
    this.#chance = chance;
    this.#statements = new Statements(world, chance.fork());
  }

  async register(): Promise<void> {
    const chance = this.#chance;
    const key = this.#client.newKey();
    const isPerParty = chance.is(0.4);
    const parties = [
      { id: 'alingsas', name: 'Alingsås' },
      { id: 'boras', name: 'Borås' },
    ];
    await this.#post('/v1/documents', key, {
      title: `Guideline ${key}`,
      type: chance.pick(['policy', 'guideline', 'plan']),
      issuer: { organisation: 'Region' },
      keywords: chance.is(0.5) ? ['dialogue'] : [],
      timeZone: chance.pick(zones),
      ...(isPerParty && { adoption: 'perParty', parties }),
      ...(chance.is(0.4) && { reviewBy: this.#statements.day(chance.int(-5, 40)) }),
      ...(chance.is(0.3) && { reminders: [chance.int(1, 3), 5] }),
    });
  }

  /** Announces a file, and sends it: mostly the right one, in time. */
  async upload(): Promise<void> {
    const chance = this.#chance;
    const { time, weather } = this.#world.surroundings;
    const document = this.#anyDocument();
    if (document === undefined) return;
    const key = this.#client.newKey();
    const bytes = new TextEncoder().encode(`Text of ${key}\n`);
    const answer = await this.#post(`/v1/documents/${document.documentId}/versions`, key, {
      fileName: 'guideline.txt',
      mediaType: chance.is(0.9) ? 'text/plain' : 'application/pdf',
      size: bytes.length,
      sha256: createHash('sha256')
        .update(chance.is(0.9) ? bytes : key)
        .digest('hex'),
    });
    if (answer?.status !== 201 || chance.is(0.1)) return;
    await time.pause(chance.is(0.8) ? chance.int(100, 60_000) : chance.int(60_000, 3_500_000), key);
    const versions = await this.#world.stores.repository.versions(document.documentId);
    const version = versions.find(({ version: number }) => number === answer.body.version);
    if (version === undefined || version.uploadExpiresAt <= time.now) return;
    if ((await this.#world.stores.files.open(version.key)) !== undefined) return;
    this.#world.stores.files.upload(version.key, bytes);
    if (weather.strikes('lost', `notice of ${version.key}`)) return;
    this.#world.queues.uploads.send({
      source: 'aws.s3',
      'detail-type': 'Object Created',
      detail: { object: { key: version.key } },
    });
  }

  /** A decision of any kind about one document. */
  async decide(): Promise<void> {
    const document = this.#anyDocument();
    if (document === undefined) return;
    const key = this.#client.newKey();
    const facts = await this.#statements.about(document);
    await this.#post(`/v1/documents/${document.documentId}/decisions`, key, {
      ...facts,
      note: key,
    });
  }

  /** Two registrars decide at the same moment, of the same document as a rule. */
  async decideTogether(): Promise<void> {
    const document = this.#anyDocument();
    if (document === undefined) return;
    const path = `/v1/documents/${document.documentId}`;
    const facts = [await this.#statements.about(document), await this.#statements.about(document)];
    await Promise.all([
      ...facts.map((each) => {
        const key = this.#client.newKey();
        return this.#post(`${path}/decisions`, key, { ...each, note: key });
      }),
      this.#change(document),
    ]);
  }

  async decideForAll(): Promise<void> {
    const chance = this.#chance;
    const documents = [...this.#world.watch.documents.values()]
      .map(({ document }) => document)
      .filter(() => chance.is(0.7));
    const [first] = documents;
    if (first === undefined) return;
    const { kind, ...facts } = await this.#statements.fitting(first);
    const key = this.#client.newKey();
    const { documentVersion: version, ...decision } = {
      documentVersion: undefined,
      ...facts,
      kind,
      note: key,
    };
    await this.#post('/v1/decisions', key, {
      documents: documents.map(({ documentId }) => ({
        documentId,
        ...(version !== undefined && { documentVersion: version }),
      })),
      decision,
    });
  }

  async change(): Promise<void> {
    const document = this.#anyDocument();
    if (document !== undefined) await this.#change(document);
  }

  async withdraw(): Promise<void> {
    const document = this.#anyDocument();
    if (document === undefined) return;
    const path = `/v1/documents/${document.documentId}`;
    await this.#client.ask({ method: 'DELETE', path, ifMatch: '*', groups });
  }

  /** An operator erases the file of a version, or a draft. */
  async erase(): Promise<void> {
    const document = this.#anyDocument();
    if (document === undefined) return;
    const { documentId, versionCount } = document;
    const path = `/v1/documents/${documentId}`;
    const version = this.#chance.int(1, Math.max(1, versionCount));
    const what = this.#chance.is(0.6) ? `${path}/versions/${version}/erasure` : `${path}/erasure`;
    const body = { reason: 'It named someone' };
    await this.#client.ask({
      method: 'POST',
      path: what,
      body,
      groups: ['role:operator', 'org:region'],
    });
  }

  async #change(document: Document): Promise<void> {
    const chance = this.#chance;
    const key = this.#client.newKey();
    const { revision } = document;
    const body = {
      ...(chance.is(0.5) && { title: `Guideline, changed by ${key}` }),
      ...(chance.is(0.4) && {
        reviewBy: chance.is(0.3) ? null : this.#statements.day(chance.int(0, 20)),
      }),
      ...(chance.is(0.2) && { keywords: ['dialogue', key] }),
      ...(chance.is(0.2) && { reminders: chance.is(0.5) ? null : [1, 2] }),
      ...(chance.is(0.2) && { parties: [{ id: `party-${key}`, name: key }] }),
    };
    const path = `/v1/documents/${document.documentId}`;
    const ifMatch = chance.is(0.5) ? '*' : `"${revision}"`;
    await this.#client.ask({ method: 'PATCH', path, body, ifMatch, groups });
  }

  #post(path: string, key: string, body: unknown) {
    return this.#client.ask({ method: 'POST', path, body, groups }, key);
  }

  #anyDocument(): Document | undefined {
    const documents = [...this.#world.watch.documents.values()].map(({ document }) => document);
    const standing = documents.filter(({ withdrawnAt }) => withdrawnAt === undefined);
    return this.#chance.among(this.#chance.is(0.05) ? documents : standing);
  }
}
