import { describe, expect, it } from 'vitest';
import { memoryApi, nobody } from '../../../support/api.ts';

describe('a problem', () => {
  it('has its title in Swedish where that is preferred', async () => {
    const titleIn = async (language: string) => {
      const sent = { headers: { 'accept-language': language } };
      return (await memoryApi().get('/v1/nothing', sent)).body.title;
    };
    expect(await titleIn('sv-SE,sv;q=0.9,en;q=0.8')).toBe('Här finns inget');
    expect(await titleIn('en;q=0.8, SV;q=0.9')).toBe('Här finns inget');
    for (const language of ['en', 'sv;q=0.1,en', 'de', '', ';q=x', 'sv;q=0']) {
      expect(await titleIn(language)).toBe('Nothing is here');
    }
  });

  it('never tells what went wrong inside', async () => {
    const broken = memoryApi();
    const document = async () => {
      throw new Error('secret connection string');
    };
    const api = memoryApi({ repository: { ...broken.repository, document } });
    const { status, body } = await api.get(`/v1/documents/${nobody}`);
    expect([status, body.code]).toEqual([500, 'internal_error']);
    expect(JSON.stringify(body)).not.toContain('secret');
  });
});
