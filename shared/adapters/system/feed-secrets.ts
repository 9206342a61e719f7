import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FeedSecrets } from '#shared/application/ports.ts';

export const feedSecrets: FeedSecrets = {
  make: () => randomBytes(32).toString('base64url'),
  hash: (secret) => createHash('sha256').update(secret).digest('hex'),
  isSame: (hash, other) => {
    const [one, two] = [Buffer.from(hash), Buffer.from(other)];
    return one.length === two.length && timingSafeEqual(one, two);
  },
};
