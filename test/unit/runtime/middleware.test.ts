import { afterEach, describe, expect, it, vi } from 'vitest';
import { logger } from '#shared/runtime/logger.ts';
import { memoryApi } from '../../support/api.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the log of a request that is refused', () => {
  it('names what was asked for', async () => {
    const log = vi.spyOn(logger, 'info');
    await memoryApi().get('/v1/nothing?q=1');
    expect(log).toHaveBeenCalledWith('refused', {
      code: 'not_found',
      status: 404,
      asked: 'GET /v1/nothing',
    });
  });

  it('has nothing of a feed’s address that opens it', async () => {
    const log = vi.spyOn(logger, 'info');
    const { status } = await memoryApi().get('/v1/feeds/0198-secret/events.atom');
    expect(status).toBe(404);
    const [[, logged] = []] = log.mock.calls;
    expect(logged).toMatchObject({ asked: 'GET /v1/feeds/…' });
    expect(JSON.stringify(log.mock.calls)).not.toContain('secret');
  });
});
