import { describe, expect, it } from 'vitest';
import { memorySender } from '#shared/adapters/memory/sender.ts';
import { memoryApi, nobody } from '../../../support/api.ts';
import { matching, place, serve, subscribe, subscriber } from '../../../support/subscribing.ts';

const names = ['Göteborgsregionens kommunalförbund', 'Borås Stad'];
const [region = '', boras = ''] = names;

/** § 129 names two recipients; those who subscribe do so before it is recorded. */
const setUp = async (bound: Readonly<Record<string, readonly string[]>>) => {
  const api = memoryApi();
  const subscriptions: Awaited<ReturnType<typeof subscribe>>[] = [];
  for (const [organisation, recipients] of Object.entries(bound)) {
    const facts = { recipients, filter: { types: ['document.withdrawn'] } };
    subscriptions.push(await subscribe(api, facts, subscriber(organisation)));
  }
  const documentId = await api.register();
  const recipients = names.map((name) => ({ name }));
  const { body } = await api.decide(documentId, 'propose', { section: '§ 129', recipients });
  await place(api);
  const { decisionId } = body.decision;
  const address = `/v1/documents/${documentId}/decisions/${decisionId}/recipients`;
  const listed = async () => (await api.done('GET', address, { groups: ['role:reader'] })).items;
  return { api, address, documentId, listed, subscriptions };
};

const failing = memorySender(() => ({ status: 410, durationMs: 1, error: 'refused' }));

describe('the recipients of a decision', () => {
  it('are still to be told where no subscription was bound to them', async () => {
    const { api, listed } = await setUp({ alingsas: [] });
    const toBeTold = names.map((name) => ({ name, state: 'toBeTold', receipts: [] }));
    expect(await listed()).toEqual(toBeTold);
    await subscribe(api, { recipients: names });
    await place(api);
    expect((await listed()).map(({ name }: { name: string }) => name)).toEqual(names);
  });

  it('are told through their subscription, whatever its filter, with a receipt', async () => {
    const { api, listed, subscriptions } = await setUp({ gr: [region.toUpperCase()] });
    const subscriptionId = subscriptions[0]?.subscriptionId ?? '';
    const receipt = { subscriptionId, organisation: 'gr' };
    const untold = { name: boras, state: 'toBeTold', receipts: [] };
    expect(await listed()).toEqual([
      { name: region, state: 'pending', receipts: [{ ...receipt, state: 'pending' }] },
      untold,
    ]);
    await serve(api, subscriptionId);
    const toldAt = api.clock.now();
    expect(await listed()).toEqual([
      { name: region, state: 'told', receipts: [{ ...receipt, state: 'told', toldAt }] },
      untold,
    ]);
  });

  it('are told as soon as the event is accepted, also before that is noted', async () => {
    const { api, listed, subscriptions } = await setUp({ gr: [region] });
    const duties = { ...api.duties, told: async () => undefined };
    await serve({ ...api, duties }, subscriptions[0]?.subscriptionId ?? '');
    expect((await listed())[0]).toMatchObject({
      state: 'told',
      receipts: [{ state: 'told', toldAt: api.clock.now() }],
    });
  });

  it('are told of what undoes, or sets right, a decision that they were told of', async () => {
    const { api, address, subscriptions } = await setUp({ gr: [region] });
    const [, , , documentId = '', , decisionId = ''] = address.split('/');
    const board = { organisation: 'Alingsås kommun', body: 'Kommunstyrelsen' };
    const facts = { decidedOn: '2026-05-20', decidedBy: board };
    const record = { kind: 'propose', ...facts, recipients: [{ name: region }] };
    const post = async (body: object) => {
      const path = `/v1/documents/${documentId}/decisions`;
      const { decision } = await api.done('POST', path, { body });
      return api.done('GET', `${path}/${decision.decisionId}/recipients`);
    };
    for (const body of [
      { kind: 'correct', corrects: decisionId, record },
      { kind: 'revoke', revokes: decisionId, ...facts },
    ]) {
      const { items } = await post(body);
      expect(items.map(({ name }: { name: string }) => name)).toContain(region);
    }
    await place(api);
    const { subscriptionId = '' } = subscriptions[0] ?? {};
    const deliveries = await api.done('GET', `/v1/subscriptions/${subscriptionId}/deliveries`, {
      groups: ['role:operator'],
    });
    const types = deliveries.items.map(({ type }: { type: string }) => type);
    expect(types).toEqual(['decision.recorded', 'decision.corrected', 'decision.recorded']);
  });

  it('are told once one of their subscriptions is', async () => {
    const { api, listed, subscriptions } = await setUp({ gr: names, boras: [boras] });
    await serve(api, subscriptions[1]?.subscriptionId ?? '');
    const states = (await listed()).map(
      ({ state, receipts }: { state: string; receipts: { state: string }[] }) => [
        state,
        ...receipts.map((receipt) => receipt.state).toSorted(),
      ],
    );
    expect(states).toEqual([
      ['pending', 'pending'],
      ['told', 'pending', 'told'],
    ]);
  });

  it('cannot be told through a subscription that is disabled or deleted', async () => {
    const { api, listed, subscriptions } = await setUp({ gr: [region] });
    const [{ path = '', subscriptionId = '' } = {}] = subscriptions;
    const stateNow = async () => (await listed())[0].state;
    await serve({ ...api, sender: failing }, subscriptionId);
    expect(await stateNow()).toBe('failed');
    await api.done('DELETE', path, matching());
    expect(await stateNow()).toBe('failed');
  });

  it('stay told when the log of deliveries is forgotten', async () => {
    const { api, listed, subscriptions } = await setUp({ gr: [region] });
    const [{ path = '', subscriptionId = '' } = {}] = subscriptions;
    await serve(api, subscriptionId);
    const told = await listed();
    await api.done('DELETE', path, matching());
    expect(await listed()).toEqual(told);
  });

  it('are shown without the addresses of their subscriptions', async () => {
    const { listed } = await setUp({ gr: [region] });
    expect(JSON.stringify(await listed())).not.toContain('https:');
  });

  it('are none where the decision or the document is unknown', async () => {
    const { api, address, documentId } = await setUp({});
    const code = async (place: string) => (await api.get(place)).body.code;
    expect(await code(`/v1/documents/${documentId}/decisions/${nobody}/recipients`)).toBe(
      'decision_not_found',
    );
    expect(await code(address.replace(documentId, nobody))).toBe('document_not_found');
  });
});
