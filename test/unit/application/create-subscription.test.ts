import { describe, expect, it } from 'vitest';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryDeliveryQueue } from '#shared/adapters/memory/delivery-queue.ts';
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

const setUp = () => {
  const clock = virtualClock('2026-01-01T12:00:00.000Z');
  let made = 0;
  return {
    subscriptions: memorySubscriptions({ clock }),
    secrets: memorySecretBox,
    queue: memoryDeliveryQueue(),
    ids: sequentialIds(),
    clock,
    keys: {
      secret: () => `whsec_${++made}`,
      pair: () => ({ privateKey: `whsk_${++made}`, publicKey: `whpk_${made}` }),
    },
    targetFault: (): string | undefined => undefined,
  };
};

const input = (change: Partial<CreateSubscription> = {}): CreateSubscription => ({
  organisation: 'alingsas',
  target: { type: 'webhook', url: 'https://example.org/hooks/ikraft' },
  filter: { toStatuses: ['inForce'] },
  recipients: [],
  maxPerSecond: 50,
  ...change,
});

const queueTarget = {
  type: 'sqs',
  arn: 'arn:aws:sqs:eu-north-1:111122223333:theirs',
} as const;

const claim = (bodyHash = 'a'.repeat(64)) => ({
  receiptId: 'caller#POST /v1/subscriptions#key-1',
  bodyHash,
  expiresAt: '2026-01-02T12:00:00.000Z',
});

describe('a new subscription', () => {
  it('is reminded as it asks', async () => {
    const dependencies = setUp();
    const { subscription } = await createSubscription(dependencies, input({ reminders: [60, 5] }));
    expect(subscription).toMatchObject({ reminders: [60, 5] });
    const { subscriptionId } = subscription;
    expect(await dependencies.subscriptions.get(subscriptionId)).toEqual(subscription);
  });

  it('is enabled, belongs to its organisation and keeps its secret sealed', async () => {
    const dependencies = setUp();
    const { subscription, secret } = await createSubscription(dependencies, {
      ...input(),
      description: 'Archive',
    });
    expect(secret).toBe('whsec_1');
    expect(subscription).toEqual({
      subscriptionId: '01890000-0000-7000-8000-000000000001',
      organisation: 'alingsas',
      target: { type: 'webhook', url: 'https://example.org/hooks/ikraft' },
      filter: { toStatuses: ['inForce'] },
      description: 'Archive',
      recipients: [],
      maxPerSecond: 50,
      state: 'enabled',
      sealedSecret: await memorySecretBox.seal('whsec_1'),
      createdAt: '2026-01-01T12:00:00.000Z',
      revision: 1,
    });
    expect(await dependencies.subscriptions.enabled()).toEqual([subscription]);
  });

  it('keeps the private key of v1a sealed as well, and the public one open', async () => {
    const signatures = ['v1', 'v1a'] as const;
    const { subscription } = await createSubscription(setUp(), input({ signatures }));
    expect(subscription).toMatchObject({
      publicKey: 'whpk_2',
      sealedPrivateKey: await memorySecretBox.seal('whsk_2'),
    });
  });

  it('has keys of its own', async () => {
    const dependencies = setUp();
    const first = await createSubscription(dependencies, input());
    const second = await createSubscription(dependencies, input());
    expect(second.secret).not.toBe(first.secret);
  });

  it('of a target that takes no signature has none', async () => {
    const { subscription, ...rest } = await createSubscription(
      setUp(),
      input({ target: queueTarget }),
    );
    expect(rest).toEqual({});
    for (const name of ['sealedSecret', 'sealedPrivateKey', 'publicKey']) {
      expect(subscription).not.toHaveProperty(name);
    }
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
          expect(subscription.sealedSecret).toBe(await memorySecretBox.seal(String(secret)));
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

describe('what is refused', () => {
  it.each([
    [input(), 'url_not_allowed', '/target/url'],
    [input({ target: queueTarget }), 'target_not_allowed', '/target/arn'],
  ])('is a target at fault, where the fault is', async (wanted, code, pointer) => {
    const dependencies = { ...setUp(), targetFault: () => 'Use another one.' };
    await expect(createSubscription(dependencies, wanted)).rejects.toMatchObject({
      code,
      faults: [{ pointer, message: 'Use another one.' }],
    });
    expect(await dependencies.subscriptions.enabled()).toEqual([]);
  });

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
