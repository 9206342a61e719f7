import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { anything } from '../../infra/local/api-answers.ts';
import type { WebhookReceiver } from '../../infra/local/receiver.ts';
import { aDecision } from '../e2e/support/documents.ts';
import { waitFor } from '../e2e/support/wait-for.ts';
import { npmRun } from './support/commands.ts';
import { asTheyAreNow, damage, enablePointInTime } from './support/damage.ts';
import { type History, readBack } from './support/history.ts';
import type { callersOf, StackOutputs } from './support/installation.ts';

interface Drill {
  readonly endpointUrl: string;
  readonly outputs: StackOutputs;
  readonly as: Awaited<ReturnType<typeof callersOf>>;
  readonly history: History;
  readonly receiver: WebhookReceiver;
}

const told = z.object({ items: z.array(z.looseObject({ id: z.string(), type: z.string() })) });

/** The drill of docs/restore.md, on an installation that something has happened to. */
export const restoreDrill = (drill: () => Drill): void => {
  let then: Record<string, unknown>;
  let words: readonly string[];

  const restore = (...more: readonly string[]) =>
    npmRun(drill().endpointUrl, 'restore', ...words, ...more);

  it('tells by a dry run what is lost, and touches nothing', async () => {
    const { as, history, receiver } = drill();
    await receiver.quiet({ forMs: 1_000, atMostMs: 10_000 });
    then = await readBack(as, history);
    const those = ['--document', history.policyId, '--document', comingOf(history)];
    words = ['--to', new Date().toISOString(), ...those, ...(await asTheyAreNow(drill()))];
    await setTimeout(10);
    // Recorded after the instant: it counts all the same.
    const repeal = aDecision({ kind: 'repeal', fromAndIncluding: '2035-01' });
    await as('registrar').post(`/v1/documents/${comingOf(history)}/decisions`, repeal, anything);
    await receiver.quiet({ forMs: 1_500, atMostMs: 10_000 });
    await damage(drill(), history);

    const said = await restore('--dry-run', '--overwrite');
    expect(said).toMatch(/✓ events.*\n {2}1 to be put back, /);
    expect(said).toMatch(/✓ documents.*\n {2}2 to be put back, 1 to be overwritten\n/);
    expect(said).toMatch(/would be undeleted 1, gone for good 0/);
    const path = `/v1/documents/${history.policyId}`;
    expect(await as('reader').send({ method: 'GET', path })).toMatchObject({ status: 404 });
  });

  it('puts back what is lost and damaged, and what was recorded since counts', async () => {
    const { as, history } = drill();
    const said = await restore('--overwrite');
    expect(said).toMatch(/✓ documents.*\n {2}2 put back, 1 overwritten\n/);
    expect(said).toMatch(/Documents looked at: \d+/);
    const now = await readBack(as, history);
    const { policyId } = history;
    const ofPolicy = Object.entries(then).filter(([what]) => what.includes(policyId));
    expect(ofPolicy.length).toBeGreaterThan(5);
    for (const [what, answer] of [...ofPolicy, ['file', then.file], ['feed', then.feed]] as const) {
      expect({ [what]: now[what] }).toMatchObject({ [what]: withoutRevision(answer) });
    }
    const path = `/v1/documents/${comingOf(history)}`;
    expect(await as('reader').get(path, anything)).toMatchObject({
      title: 'Policy för test',
      status: 'inForce',
      next: { at: '2034-12-31T23:00:00.000Z', status: 'repealed' },
    });
  });

  it('lets the numbers of events go on, so that no id ever means two things', async () => {
    const { as, history, receiver } = drill();
    const path = `/v1/documents/${comingOf(history)}`;
    const before = await as('reader').get(`/v1/events?documentId=${comingOf(history)}`, told);
    const { revision } = await as('reader').get(path, z.looseObject({ revision: z.number() }));
    const body = { owner: 'Kanslichefen' };
    const headers = { 'if-match': `"${revision}"` };
    await as('registrar').call(anything, { method: 'PATCH', path, body, headers });
    const { event } = await waitFor('the next event', () =>
      receiver.received.find(
        ({ event: one }) => one.subject === comingOf(history) && one.type === 'document.updated',
      ),
    );
    expect(Number(event.id.slice(-10))).toBe(before.items.length + 1);
    expect(before.items.map(({ id }) => Number(id.slice(-10)))).toEqual(
      before.items.map((_, index) => index + 1),
    );
    const bodies = Map.groupBy(receiver.received, ({ event: { id } }) => id);
    for (const [id, all] of bodies) expect(new Set(all.map(({ body: it }) => it)).size, id).toBe(1);
    expect(receiver.rejected).toBe(0);
  });

  it('asks DynamoDB for the tables as they were, and takes them away again', async () => {
    const { endpointUrl } = drill();
    await enablePointInTime(drill());
    const to = new Date(Date.now() - 1_000).toISOString();
    const said = await npmRun(
      endpointUrl,
      'restore',
      '--to',
      to,
      '--tables',
      'documents,decisions',
    );
    expect(said).toMatch(/✓ documents as of .*\n/);
    expect(said).not.toMatch(/put back|overwritten/);
    // Else the second of two with one name would be refused.
    expect(await npmRun(endpointUrl, 'restore', '--to', to, '--tables', 'documents')).toContain(
      'as they were',
    );
  });
};

/** The first of what came into force. */
const comingOf = ({ coming: [first] }: History): string => first?.documentId ?? '';

/** A restored document has a revision that nobody has seen before. */
const withoutRevision = (answer: unknown): unknown => {
  const { data } = z.looseObject({ revision: z.number() }).safeParse(answer);
  if (data === undefined) return answer;
  const { revision: _revision, ...rest } = data;
  return rest;
};
