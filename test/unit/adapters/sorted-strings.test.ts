import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortedStrings } from '#shared/adapters/memory/sorted-strings.ts';

const text = fc.string({ maxLength: 2 });

describe('sorted strings', () => {
  it('hold what was added and not deleted, once each and in order', () => {
    const step = fc.record({ text, add: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step), text, fc.nat({ max: 9 }), (steps, bound, limit) => {
        const strings = sortedStrings();
        const expected = new Set<string>();
        for (const { text, add } of steps) {
          strings[add ? 'add' : 'delete'](text);
          expected[add ? 'add' : 'delete'](text);
        }
        const before = [...expected].filter((text) => text < bound).sort();
        expect(strings.before(bound, limit)).toEqual(before.slice(0, limit));
      }),
    );
  });
});
