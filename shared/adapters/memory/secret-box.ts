import type { SecretBox } from '#shared/application/ports.ts';

const prefix = 'sealed:';

/** Keeps the shape of a secret box, not its secrecy. */
export const memorySecretBox: SecretBox = {
  seal: async (secret) => prefix + Buffer.from(secret).toString('base64'),
  open: async (sealed) => {
    if (!sealed.startsWith(prefix)) throw new Error('This was not sealed here');
    return Buffer.from(sealed.slice(prefix.length), 'base64').toString();
  },
};
