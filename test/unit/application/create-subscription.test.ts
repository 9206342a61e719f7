import { describe, expect, it } from 'vitest';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { sequentialIds } from '#shared/adapters/memory/ids.ts';
import { memorySecretBox } from '#shared/adapters/memory/secret-box.ts';
import { memorySubscriptions } from '#shared/adapters/memory/subscriptions.ts';
import {
  type CreateSubscription,
  createSubscription,
} from '#shared/application/create-subscription.ts';
import { deleteSubscription } from '#shared/application/delete-subscription.ts';
import { killedAtEveryCall } from '../../support/crashes.ts';
import { withFaults } from '../../support/faults.ts';

const setUp = ({ allowLocal = false } = {}) => {
  const clock = virtualClock('2026-01-01T12:00:00.000Z');
  let seed = 0;
  return {
    subscriptions: memorySubscriptions({ clock }),
    secrets: memorySecretBox,
    ids: sequentialIds(),
    clock,
    random: (bytes: number) => new Uint8Array(bytes).fill(++seed),
    allowLocal,
  };
};

const input = (change: Partial<CreateSubscription> = {}): CreateSubscription => ({
  organisation: 'alingsas',
  target: { type: 'webhook', url: 'https://example.org/hooks/ikraft' },
  filter: { toStatuses: ['inForce'] },
  ...change,
});

const claim = (bodyHash = 'a'.repeat(64)) => ({
  receiptId: 'caller#POST /v1/subscriptions#key-1',
  bodyHash,
  expiresAt: '2026-01-02T12:00:00.000Z',
});

describe('a new subscription', () => {
  it('is enabled, belongs to its organisation and keeps its secret sealed', async () => {
    const dependencies = setUp();
    const { subscription, secret } = await createSubscription(dependencies, {
      ...input(),
      description: 'Archive',
    });
    expect(subscription).toEqual({
      subscriptionId: '01890000-0000-7000-8000-000000000001',
      organisation: 'alingsas',
      target: { type: 'webhook', url: 'https://example.org/hooks/ikraft' },
      filter: { toStatuses: ['inForce'] },
      description: 'Archive',
      state: 'enabled',
      sealedSecret: await memorySecretBox.seal(secret),
      createdAt: '2026-01-01T12:00:00.000Z',
    });
    expect(await dependencies.subscriptions.enabled()).toEqual([subscription]);
  });

  it('has a secret of 32 bytes of its own', async () => {
    const dependencies = setUp();
    const first = await createSubscription(dependencies, input());
    const second = await createSubscription(dependencies, input());
    expect(first.secret).toBe(`whsec_${Buffer.alloc(32, 1).toString('base64')}`);
    expect(second.secret).toBe(`whsec_${Buffer.alloc(32, 2).toString('base64')}`);
  });
});

describe('a request that is repeated with its key', () => {
  it('gets the same subscription and the same secret', async () => {
    const dependencies = setUp();
    const first = await createSubscription(dependencies, input({ claim: claim() }));
    const second = await createSubscription(dependencies, input({ claim: claim() }));
    expect(second).toEqual(first);
    expect(await dependencies.subscriptions.enabled()).toHaveLength(1);
  });

  it('gets them when both are under way at once', async () => {
    const dependencies = setUp();
    const [first, second] = await Promise.all([
      createSubscription(dependencies, input({ claim: claim() })),
      createSubscription(dependencies, input({ claim: claim() })),
    ]);
    expect(second).toEqual(first);
    expect(await dependencies.subscriptions.enabled()).toEqual([first.subscription]);
  });

  it('gets them when the first was killed at any step', async () => {
    const kills = await killedAtEveryCall((plan) => {
      const dependencies = setUp();
      const create = () =>
        createSubscription(
          {
            ...dependencies,
            subscriptions: withFaults(dependencies.subscriptions, plan),
            secrets: withFaults(dependencies.secrets, plan),
          },
          input({ claim: claim() }),
        );
      return {
        killed: create,
        retried: async () => {
          const { subscription, secret } = await create();
          expect(await dependencies.subscriptions.enabled()).toEqual([subscription]);
          expect(await memorySecretBox.open(subscription.sealedSecret)).toBe(secret);
        },
      };
    });
    expect(kills).toBe(2 * ['receipt', 'list', 'seal', 'create'].length);
  });

  it('is refused with another body', async () => {
    const dependencies = setUp();
    await createSubscription(dependencies, input({ claim: claim() }));
    await expect(
      createSubscription(dependencies, input({ claim: claim('b'.repeat(64)) })),
    ).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });

  it('is told when what it created has been deleted', async () => {
    const dependencies = setUp();
    const { subscription } = await createSubscription(dependencies, input({ claim: claim() }));
    await deleteSubscription(dependencies, { ...subscription, reach: 'all' });
    await expect(createSubscription(dependencies, input({ claim: claim() }))).rejects.toMatchObject(
      { code: 'subscription_not_found' },
    );
  });
});

describe('an address', () => {
  it.each([
    'http://example.org/hook',
    'ftp://example.org/hook',
    'javascript:alert(1)',
    'https://user@example.org/hook',
    'https://user:secret@example.org/hook',
    'https://example.org/hook#part',
    'https://example.org/hook#',
    'https:example.org/hook',
    'https:\\\\example.org\\hook',
    ' https://example.org/hook',
    'https://example.org/ho\nok',
    'https://',
    'example.org/hook',
    '',
    `https://example.org/${'x'.repeat(2029)}`,
  ])('is refused: %j', async (url) => {
    const dependencies = setUp();
    const refused = createSubscription(dependencies, input({ target: { type: 'webhook', url } }));
    await expect(refused).rejects.toMatchObject({
      code: 'url_not_allowed',
      faults: [{ pointer: '/target/url', message: expect.stringMatching(/^(Use|Write|Leave)/) }],
    });
    expect(await dependencies.subscriptions.enabled()).toEqual([]);
  });

  it.each([
    `https://example.org/${'x'.repeat(2028)}`,
    'https://example.org:8443/hook?tenant=1',
    'HTTPS://exempel.se/hook',
  ])('is taken as it is: %.60s', async (url) => {
    const created = await createSubscription(setUp(), input({ target: { type: 'webhook', url } }));
    expect(created.subscription.target.url).toBe(url);
  });

  it('may be http where the operator allows local webhooks', async () => {
    const local = input({ target: { type: 'webhook', url: 'http://127.0.0.1:4000/' } });
    await expect(createSubscription(setUp(), local)).rejects.toMatchObject({
      code: 'url_not_allowed',
    });
    const { subscription } = await createSubscription(setUp({ allowLocal: true }), local);
    expect(subscription.target.url).toBe('http://127.0.0.1:4000/');
  });
});

describe('what is refused', () => {
  it('names the reason when no event could match the filter', async () => {
    await expect(
      createSubscription(setUp(), input({ filter: { keywords: [] } })),
    ).rejects.toMatchObject({
      code: 'filter_never_matches',
      faults: [
        { pointer: '/filter', message: 'keywords is empty: leave it out to ask for any value.' },
      ],
    });
  });

  it('is the hundred and first subscription of an organisation, not another one’s first', async () => {
    const dependencies = setUp();
    for (let number = 1; number <= 100; number++) await createSubscription(dependencies, input());
    await expect(createSubscription(dependencies, input())).rejects.toMatchObject({
      code: 'limit_exceeded',
    });
    await createSubscription(dependencies, input({ organisation: 'boras' }));
    expect(await dependencies.subscriptions.enabled()).toHaveLength(101);
  });
});
