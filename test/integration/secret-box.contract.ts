import { describe, expect, it } from 'vitest';
import type { SecretBox } from '#shared/application/ports.ts';

/** What every `SecretBox` promises. */
export const secretBoxContract = (name: string, create: () => Promise<SecretBox>) => {
  describe(`a secret sealed by ${name}`, () => {
    it.each(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'åäö', ' '])(
      'opens again: %s',
      async (secret) => {
        const box = await create();
        const sealed = await box.seal(secret);
        expect(await box.open(sealed)).toBe(secret);
      },
    );

    it('cannot be read as it is stored', async () => {
      const box = await create();
      expect(await box.seal('whsec_secret')).not.toContain('secret');
    });

    it('does not open from anything else', async () => {
      const box = await create();
      await expect(box.open('c29tZXRoaW5nIGVsc2U=')).rejects.toThrow();
      await expect(box.open('')).rejects.toThrow();
    });
  });
};
