import { describe, expect, it } from 'vitest';
import { previousKeysUntil, rotated, schemesOf } from '#shared/domain/signature.ts';
import { subscription } from '../../support/subscriptions.ts';

const now = '2026-06-01T12:00:00.000Z';
const signed = subscription(1, { sealedSecret: 'a', sealedPrivateKey: 'b', publicKey: 'c' });
const fresh = { sealedSecret: 'A', sealedPrivateKey: 'B', publicKey: 'C' };

describe('a rotation', () => {
  it('puts both keys of before beside the new ones', () => {
    expect(rotated(signed, fresh, { now, overlapSeconds: 60 })).toEqual({
      ...signed,
      ...fresh,
      previousKeys: [
        { sealedSecret: 'a', sealedPrivateKey: 'b', until: '2026-06-01T12:01:00.000Z' },
      ],
      revision: 2,
    });
  });

  it('keeps no key whose time is up, and of the others none for longer than the overlap', () => {
    const until = (seconds: number) => `2026-06-01T12:00:${String(seconds).padStart(2, '0')}.000Z`;
    const before = subscription(1, {
      previousKeys: [
        { sealedSecret: 'long', until: until(50) },
        { sealedSecret: 'short', until: until(5) },
        { sealedSecret: 'over', until: now },
      ],
    });
    const { previousKeys } = rotated(before, { sealedSecret: 'A' }, { now, overlapSeconds: 10 });
    expect(previousKeys).toEqual([
      { sealedSecret: before.sealedSecret, until: until(10) },
      { sealedSecret: 'long', until: until(10) },
      { sealedSecret: 'short', until: until(5) },
    ]);
  });

  it('without an overlap leaves the new keys alone', () => {
    const after = rotated(signed, fresh, { now, overlapSeconds: 0 });
    expect(after).toEqual({ ...signed, ...fresh, revision: 2 });
    expect(previousKeysUntil(after)).toBeUndefined();
  });
});

describe('the schemes of a subscription', () => {
  it('follow from its keys', () => {
    expect(schemesOf(signed)).toEqual(['v1', 'v1a']);
    expect(schemesOf(subscription())).toEqual(['v1']);
    const { sealedSecret: _none, ...unsigned } = subscription();
    expect(schemesOf(unsigned)).toBeUndefined();
  });
});
