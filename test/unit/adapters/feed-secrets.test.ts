import { describe, expect, it } from 'vitest';
import { feedSecrets } from '#shared/adapters/system/feed-secrets.ts';

describe('a secret of a feed', () => {
  it('is 32 bytes in letters of an address, another each time', () => {
    const secrets = Array.from({ length: 100 }, feedSecrets.make);
    for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/);
    expect(new Set(secrets).size).toBe(100);
  });

  it('is known by its SHA-256', () => {
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(feedSecrets.hash('abc')).toBe(abc);
    expect(feedSecrets.isSame(feedSecrets.hash('abc'), abc)).toBe(true);
  });

  it('is not another, of whatever length its hash is said to be', () => {
    const hash = feedSecrets.hash('abc');
    for (const other of [feedSecrets.hash('abd'), '', hash.slice(1), `${hash}0`]) {
      expect(feedSecrets.isSame(hash, other)).toBe(false);
    }
  });
});
