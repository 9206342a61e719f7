import { describe, expect, it } from 'vitest';
import { memoryApi } from '../../../support/api.ts';
import { pointersOf, queueTarget, webhook } from '../../../support/subscribing.ts';

const bus = 'arn:aws:events:eu-north-1:111122223333:event-bus/theirs';

describe('a subscription', () => {
  it.each<[string, unknown, string, string, RegExp]>([
    ['an unknown field', { ...webhook, secret: 'x' }, 'invalid_request', '/secret', /spelling/],
    ['no target', {}, 'invalid_request', '/target', /state an object/],
    [
      'a target of another type',
      { target: { type: 'kafka' } },
      'invalid_request',
      '/target/type',
      /webhook, sqs, eventBridge/,
    ],
    [
      'a url where an arn belongs',
      { target: { type: 'sqs', url: 'https://sqs.example.org/queue' } },
      'invalid_request',
      '/target/arn',
      /state a text/,
    ],
    [
      'an unknown event',
      { ...webhook, filter: { types: ['x'] } },
      'invalid_request',
      '/filter/types/0',
      /document.statusChanged/,
    ],
    [
      'an unknown filter',
      { ...webhook, filter: { type: 'x' } },
      'invalid_request',
      '/filter/type',
      /spelling/,
    ],
    [
      'no address',
      { target: { type: 'webhook', url: 'x' } },
      'url_not_allowed',
      '/target/url',
      /complete address/,
    ],
    [
      'an open address',
      { target: { type: 'webhook', url: 'http://example.org' } },
      'url_not_allowed',
      '/target/url',
      /https/,
    ],
    [
      'an address that is not public',
      { target: { type: 'webhook', url: 'https://169.254.169.254/latest' } },
      'url_not_allowed',
      '/target/url',
      /public/,
    ],
    [
      'no queue',
      { target: { type: 'sqs', arn: bus } },
      'target_not_allowed',
      '/target/arn',
      /arn:aws:sqs/,
    ],
    [
      'a queue of an account that is not allowed',
      { target: { type: 'sqs', arn: 'arn:aws:sqs:eu-north-1:444455556666:theirs' } },
      'target_not_allowed',
      '/target/arn',
      /operator/,
    ],
    [
      'a queue of our own',
      { target: { type: 'sqs', arn: 'arn:aws:sqs:eu-north-1:111122223333:ikraft-deliveries' } },
      'target_not_allowed',
      '/target/arn',
      /your own/,
    ],
    [
      'a filter that nothing matches',
      { ...webhook, filter: { types: [] } },
      'filter_never_matches',
      '/filter',
      /leave it out/,
    ],
    [
      'no delivery a second',
      { ...webhook, maxPerSecond: 0 },
      'invalid_request',
      '/maxPerSecond',
      /1 to 1000/,
    ],
    [
      'too many deliveries a second',
      { ...webhook, maxPerSecond: 1001 },
      'invalid_request',
      '/maxPerSecond',
      /1 to 1000/,
    ],
    ['v1a alone', { ...webhook, signatures: ['v1a'] }, 'invalid_request', '/signatures', /v1/],
    [
      'a signature twice',
      { ...webhook, signatures: ['v1', 'v1'] },
      'invalid_request',
      '/signatures',
      /v1/,
    ],
    [
      'a signature for a queue',
      { ...queueTarget, signatures: ['v1'] },
      'not_signed',
      '/signatures',
      /leave out/,
    ],
    [
      'a blank recipient',
      { ...webhook, recipients: [' '] },
      'invalid_request',
      '/recipients/0',
      /blank/,
    ],
  ])(
    'to be created with %s is refused where the fault is',
    async (_name, body, code, pointer, help) => {
      const api = memoryApi();
      const answer = await api.post('/v1/subscriptions', body);
      expect(answer).toMatchObject({ status: 422, body: { code } });
      expect(pointersOf(answer.body)).toContain(pointer);
      expect(answer.body.detail).toMatch(help);
      expect((await api.done('GET', '/v1/subscriptions')).items).toEqual([]);
    },
  );
});
