import type { Clock, SecretBox } from './ports.ts';

/** A box that keeps what it opened in memory for a while, so that not every delivery asks for the key. */
export const rememberedSecrets = (
  box: SecretBox,
  clock: Pick<Clock, 'now'>,
  { forSeconds, atMost }: { readonly forSeconds: number; readonly atMost: number },
): SecretBox => {
  const opened = new Map<string, { readonly secret: string; readonly until: number }>();
  return {
    seal: (secret) => box.seal(secret),
    open: async (sealed) => {
      const now = Date.parse(clock.now());
      const known = opened.get(sealed);
      if (known !== undefined && now < known.until) return known.secret;

      const secret = await box.open(sealed);
      // A map keeps the order of insertion: the first one is the oldest.
      opened.delete(sealed);
      for (const oldest of opened.keys()) {
        if (opened.size < atMost) break;
        opened.delete(oldest);
      }
      opened.set(sealed, { secret, until: now + forSeconds * 1000 });
      return secret;
    },
  };
};
