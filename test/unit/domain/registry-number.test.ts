import { describe, expect, it } from 'vitest';
import { normaliseRegistryNumber } from '#shared/domain/registry-number.ts';

describe('a registry number', () => {
  it.each([
    ['2020.246 KS', '2020.246ks'],
    ['2020.246 KS', 'KS 2020/246'],
    ['2020.246 KS', 'Dnr KS 2020/0246'],
    ['2020.246 KS', 'Diarienummer: KS 2020:246'],
    ['HSN-2025-0031', 'hsn 2025/31'],
    ['A\u030AK 2024/1', 'ÅK 2024/1'],
    ['Ärende 12', 'ärende12'],
  ])('%s is the same as %s', (a, b) => {
    expect(normaliseRegistryNumber(a)).toBe(normaliseRegistryNumber(b));
  });

  it.each([
    ['2020.246 KS', '2020.246 KF'],
    ['2020.246 KS', '2020.247 KS'],
    ['KS 2020/246', 'KS 2020/246-3'],
    ['KS 2020/24', 'KS 2020/246'],
  ])('%s is another than %s', (a, b) => {
    expect(normaliseRegistryNumber(a)).not.toBe(normaliseRegistryNumber(b));
  });

  it('keeps what has neither letters nor digits', () => {
    expect(normaliseRegistryNumber(' --- ')).toBe('---');
  });
});
