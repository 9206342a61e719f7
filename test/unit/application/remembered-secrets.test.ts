import { describe, expect, it } from 'vitest';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memorySecretBox } from '#shared/adapters/memory/secret-box.ts';
import { rememberedSecrets } from '#shared/application/remembered-secrets.ts';

const setUp = () => {
  const clock = virtualClock('2026-01-01T12:00:00.000Z');
  const opened: string[] = [];
  const box = {
    ...memorySecretBox,
    open: (sealed: string) => {
      opened.push(sealed);
      return memorySecretBox.open(sealed);
    },
  };
  return { clock, opened, box: rememberedSecrets(box, clock, { forSeconds: 60, atMost: 2 }) };
};

describe('a secret that was opened', () => {
  it('is given again without asking for the key, until its time is over', async () => {
    const { clock, opened, box } = setUp();
    const sealed = await box.seal('whsec_one');
    expect(await box.open(sealed)).toBe('whsec_one');
    clock.advance(59_999);
    expect(await box.open(sealed)).toBe('whsec_one');
    expect(opened).toEqual([sealed]);
    clock.advance(1);
    expect(await box.open(sealed)).toBe('whsec_one');
    expect(opened).toEqual([sealed, sealed]);
  });

  it('makes room for others, the oldest first', async () => {
    const { opened, box } = setUp();
    const [one, two, three] = await Promise.all(['1', '2', '3'].map((each) => box.seal(each)));
    for (const sealed of [one, two, three, two, three, one]) await box.open(sealed ?? '');
    expect(opened).toEqual([one, two, three, one]);
  });

  it('drives no other out where it is opened twice at once', async () => {
    const { opened, box } = setUp();
    const [one, two] = await Promise.all(['1', '2'].map((each) => box.seal(each)));
    if (one === undefined || two === undefined) throw new Error('Not sealed');
    await box.open(one);
    await Promise.all([box.open(two), box.open(two)]);
    for (const sealed of [one, two]) await box.open(sealed);
    expect(opened).toEqual([one, two, two]);
  });

  it('is not remembered when opening failed', async () => {
    const { opened, box } = setUp();
    await expect(box.open('foreign')).rejects.toThrow('not sealed here');
    await expect(box.open('foreign')).rejects.toThrow('not sealed here');
    expect(opened).toEqual(['foreign', 'foreign']);
  });
});
