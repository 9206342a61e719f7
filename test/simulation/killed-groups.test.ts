import { describe, expect, it } from 'vitest';
import { ConflictError, type Repository } from '#shared/application/ports.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import { recordGroup } from '#shared/application/record-group.ts';
import { killedAtEveryCall } from '../support/crashes.ts';
import { withFaults } from '../support/faults.ts';
import { useCases } from '../support/use-cases.ts';

const claim = { receiptId: 'claim', bodyHash: 'body', expiresAt: '2026-06-02T12:00:00.000Z' };

const by = 'registrar';

const minutes = {
  decidedOn: '2026-05-20',
  decidedBy: { organisation: 'Region', body: 'Council' },
  recipients: [],
};

/** Documents in force, and two that may take over; nothing fails until the plan is followed. */
const archive = async () => {
  const world = useCases();
  const documentIds: string[] = [];
  for (let number = 0; number < 6; number++) documentIds.push((await world.register()).documentId);
  const [first = '', second = '', ...members] = documentIds;
  for (const documentId of members) {
    await recordDecision(world, { documentId, facts: { ...minutes, kind: 'adopt' }, by });
  }
  const replaced = async (documentId: string, replacedBy: string) => {
    const facts = { ...minutes, kind: 'replace', replacedBy, fromAndIncluding: '2026-07' } as const;
    const { decision } = await recordDecision(world, { documentId, facts, by });
    return decision.decisionId;
  };
  return { ...world, documentIds, first, second, members, replaced };
};

type Archive = Awaited<ReturnType<typeof archive>>;

/** Everything that is stored, with ids in order of appearance: a killed attempt may have used some up. */
const stored = async ({ repository, documentIds }: Archive): Promise<string> => {
  const all = {
    documents: await repository.documents(documentIds),
    decisions: await Promise.all(documentIds.map((id) => repository.decisions(id))),
    emitted: repository.stream.map(({ emitted }) => emitted),
    receipt: await repository.receipt(claim.receiptId),
  };
  return inOrder(all);
};

const inOrder = (all: unknown): string => {
  const names = new Map<string, string>();
  return JSON.stringify(all).replaceAll(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g, (id) => {
    const name = names.get(id) ?? `id ${names.size + 1}`;
    names.set(id, name);
    return name;
  });
};

/** A change that is prepared without faults, and made with whatever repository. */
type Change = (prepared: Archive) => Promise<(repository: Repository) => Promise<unknown>>;

const ofGroup =
  (kind: 'repeal' | 'replace'): Change =>
  async (prepared) => {
    const members = prepared.members.map((documentId) => ({ documentId }));
    const facts = { ...minutes, fromAndIncluding: '2026-05-25' };
    const factsOf = () =>
      kind === 'repeal' ? { ...facts, kind } : { ...facts, kind, replacedBy: prepared.first };
    return (repository) =>
      recordGroup({ ...prepared, repository }, { members, factsOf, by, claim });
  };

const ofOne =
  (
    factsAbout: (
      prepared: Archive,
      earlier: string,
    ) => Parameters<typeof recordDecision>[1]['facts'],
  ): Change =>
  async (prepared) => {
    const [documentId = ''] = prepared.members;
    const earlier = await prepared.replaced(documentId, prepared.first);
    const facts = factsAbout(prepared, earlier);
    return (repository) =>
      recordDecision({ ...prepared, repository }, { documentId, facts, by, claim });
  };

/** Of each of the two that may take over: from how many documents it does, and from how many no more. */
type Links = readonly { readonly stands: number; readonly undone: number }[];

const none = { stands: 0, undone: 0 };
const stands = (count: number) => ({ stands: count, undone: 0 });
const gone = { stands: 0, undone: 1 };

const linksOf = async ({ repository, first, second }: Archive): Promise<Links> =>
  (await repository.documents([first, second])).map(({ replaces }) => ({
    stands: replaces.filter(({ undone }) => !undone).length,
    undone: replaces.filter(({ undone }) => undone).length,
  }));

const changes: readonly (readonly [string, Change, number, Links])[] = [
  ['the repeal of four documents', ofGroup('repeal'), 4, [none, none]],
  ['the replacement of four documents by a fifth', ofGroup('replace'), 5, [stands(4), none]],
  [
    'the replacement of one that was replaced by another',
    ofOne(({ second }) => ({ ...minutes, kind: 'replace', replacedBy: second })),
    3,
    [gone, stands(1)],
  ],
  [
    'a correction that names another successor',
    ofOne(({ second }, corrects) => ({
      kind: 'correct',
      corrects,
      record: { ...minutes, kind: 'replace', replacedBy: second, fromAndIncluding: '2026-07' },
    })),
    3,
    [gone, stands(1)],
  ],
  [
    'the annulment of a replacement',
    ofOne((_, annuls) => ({ ...minutes, kind: 'annul', annuls })),
    2,
    [gone, none],
  ],
  [
    'the revocation of a replacement before its effect',
    ofOne((_, revokes) => ({ ...minutes, kind: 'revoke', revokes })),
    2,
    [gone, none],
  ],
];

describe.each(changes)('%s', (_, change, documents, links) => {
  const played = async () => {
    const prepared = await archive();
    const work = await change(prepared);
    const before = await stored(prepared);
    const writes = prepared.repository.stream.length;
    const answer = inOrder(await work(prepared.repository));
    expect(prepared.repository.stream).toHaveLength(writes + documents);
    expect(await linksOf(prepared)).toEqual(links);
    return { before, after: await stored(prepared), answer };
  };

  it('is made whole or not at all, wherever it is cut off, and the same request again makes it once', async () => {
    const expected = await played();
    const kills = await killedAtEveryCall((plan) => {
      const prepared = archive().then(async (world) => ({ world, work: await change(world) }));
      return {
        killed: async () => {
          const { world, work } = await prepared;
          return work(withFaults(world.repository, plan));
        },
        retried: async () => {
          const { world, work } = await prepared;
          expect([expected.before, expected.after]).toContain(await stored(world));
          for (let times = 1; times <= 2; times++) {
            expect(inOrder(await work(world.repository))).toBe(expected.answer);
            expect(await stored(world)).toBe(expected.after);
          }
        },
      };
    });
    // At the least the receipt, a document, its decisions and the write, before and after each.
    expect(kills).toBeGreaterThanOrEqual(2 * 4);
  });

  it('is made once by two requests at the same time', async () => {
    const prepared = await archive();
    const work = await change(prepared);
    const answers = await Promise.all([work(prepared.repository), work(prepared.repository)]);
    expect(JSON.stringify(answers[1])).toBe(JSON.stringify(answers[0]));
    expect(await stored(prepared)).toBe((await played()).after);
  });

  it.each([
    [7, 'is made once the others are through'],
    [8, 'is given up, without a trace'],
  ])('that meets %d conflicts %s', async (conflicts) => {
    const prepared = await archive();
    const work = await change(prepared);
    const before = await stored(prepared);
    let attempts = 0;
    const commit: Repository['commit'] = async (write) => {
      attempts++;
      if (attempts <= conflicts) throw new ConflictError('Another write came first');
      return prepared.repository.commit(write);
    };
    const made = work({ ...prepared.repository, commit });
    if (conflicts === 8) await expect(made).rejects.toThrow(ConflictError);
    else expect(inOrder(await made)).toBe((await played()).answer);
    expect(attempts).toBe(8);
    expect(await stored(prepared)).toBe(conflicts === 8 ? before : (await played()).after);
  });
});
