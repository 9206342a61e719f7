import { describe, expect, it } from 'vitest';
import { lazily } from '#shared/composition/lazily.ts';

/** Something that cannot be loaded at first. */
const setUp = (failures = 0) => {
  let loads = 0;
  const load = lazily(async () => {
    loads += 1;
    if (loads <= failures) throw new Error('not found');
    return { number: loads };
  });
  return { load, loads: () => loads };
};

describe('what is loaded lazily', () => {
  it('is not loaded before it is asked for', () => {
    expect(setUp().loads()).toBe(0);
  });

  it('is loaded once, however often and by how many it is asked for', async () => {
    const { load, loads } = setUp();
    const [one, other] = await Promise.all([load(), load()]);
    expect(one).toBe(other);
    expect(await load()).toBe(one);
    expect(loads()).toBe(1);
  });

  it('is loaded again where that failed', async () => {
    const { load } = setUp(1);
    const both = await Promise.allSettled([load(), load()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await load()).toEqual({ number: 2 });
  });
});
