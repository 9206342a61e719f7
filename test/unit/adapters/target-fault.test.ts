import { describe, expect, it } from 'vitest';
import { targetFault } from '#shared/adapters/targets/target-fault.ts';

const rules = {
  allowLocal: false,
  targetAccounts: ['123456789012', '210987654321'],
  reservedArns: [
    'arn:aws:sqs:eu-north-1:123456789012:Ikraft-',
    'arn:aws:events:eu-north-1:123456789012:event-bus/IkraftBus',
  ],
};
const fault = targetFault(rules);
const webhook = (url: string, allowLocal = false) =>
  targetFault({ ...rules, allowLocal })({ type: 'webhook', url });

describe('a webhook', () => {
  it.each([
    'https://example.org/hooks/ikraft',
    'https://example.org',
    'https://example.org:8443/hooks?key=%C3%A5&b=1',
    'https://alingsås.example/hook',
    'https://8.8.8.8/hook',
    'https://[2606:4700:4700::1111]/hook',
    'https://example.org./hook',
    'https://local.example/hook',
    `https://example.org/${'x'.repeat(2000)}`,
  ])('may go to %.60s', (url) => {
    expect(webhook(url)).toBeUndefined();
    expect(webhook(url, true)).toBeUndefined();
  });

  it.each([
    ['', 'Write a complete address'],
    ['example.org/hook', 'Write a complete address'],
    ['https:example.org', 'Write a complete address'],
    ['https:/example.org', 'Write a complete address'],
    ['https://', 'Write a complete address'],
    ['https://exa mple.org/', 'Write a complete address'],
    ['https://example.org/a b', 'Write a complete address'],
    ['https://example.org/\n', 'Write a complete address'],
    ['https:\\\\example.org\\hook', 'Write a complete address'],
    ['ftp://example.org/', 'Use an https address'],
    ['javascript://example.org/%0aalert(1)', 'Use an https address'],
    ['http://example.org/', 'Use an https address'],
    ['https://user@example.org/', 'Leave out user name and password'],
    ['https://user:password@example.org/', 'Leave out user name and password'],
    ['https://example.org/#part', 'Leave out the part after #'],
    [`https://example.org/${'x'.repeat(2048)}`, 'Use an address of at most 2048 characters'],
  ])('may not go to %j', (url, advice) => {
    expect(webhook(url)).toContain(advice);
  });

  const local = [
    'localhost',
    'LOCALHOST.',
    'api.localhost',
    '127.0.0.1',
    '127.0.0.1.',
    '127.1',
    '2130706433',
    '0x7f.0.0.1',
    '0x7f000001',
    '0177.1',
    '%31%32%37.0.0.1',
    '①②⑦.0.0.1',
    '[::1]',
    '[0::0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
  ];
  const privately = [
    '0',
    '0.0.0.0',
    '10.0.0.1',
    '10.1',
    '012.1',
    '100.64.0.1',
    '169.254.169.254',
    '2852039166',
    '0xa9fea9fe',
    '169.16689662',
    '172.16.0.1',
    '192.168.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '[::]',
    '[::10.0.0.1]',
    '[::ffff:10.0.0.1]',
    '[::ffff:a9fe:a9fe]',
    '[64:ff9b::10.0.0.1]',
    '[64:ff9b:1::1]',
    '[2001::1]',
    '[2002:0a00:0001::]',
    '[2001:db8::1]',
    '[fd00:ec2::254]',
    '[fe80::1]',
    '[ff02::1]',
    'intranet',
    'intranet.',
    'printer.local',
    'metadata.google.internal',
    'metadata.google.internal.',
    'nas.home.arpa',
  ];

  it.each([...local, ...privately])('may not go to a host that is not public: %s', (host) => {
    expect(webhook(`https://${host}/hook`)).toMatch(/^Use a host on the public internet/);
  });

  it.each(local)('may go to this machine where the operator says so: %s', (host) => {
    expect(webhook(`https://${host}/hook`, true)).toBeUndefined();
    expect(webhook(`http://${host}:4000/hook`, true)).toBeUndefined();
  });

  it.each(privately)('may go nowhere else that is not public even then: %s', (host) => {
    expect(webhook(`http://${host}/hook`, true)).toMatch(/^Use a host on the public internet/);
  });

  it.each([
    'https://[fe80::1%25eth0]/',
    'https://[::1%eth0]/',
    'https://256.1.1.1/',
    'https://0x/',
  ])('may not go where no address is: %s', (url) => {
    expect(webhook(url)).toMatch(/^(Write|Use)/);
  });
});

describe('a queue', () => {
  const queue = (arn: string) => fault({ type: 'sqs', arn });

  it.each([
    'arn:aws:sqs:eu-north-1:123456789012:events',
    'arn:aws:sqs:eu-north-1:123456789012:events.fifo',
    'arn:aws:sqs:ap-southeast-2:210987654321:Events_and-more-2',
    'arn:aws-us-gov:sqs:us-gov-west-1:123456789012:events',
    'arn:aws-cn:sqs:cn-north-1:123456789012:events',
    `arn:aws:sqs:eu-north-1:123456789012:${'q'.repeat(80)}`,
  ])('may be %s', (arn) => {
    expect(queue(arn)).toBeUndefined();
  });

  it.each([
    '',
    'events',
    'https://sqs.eu-north-1.amazonaws.com/123456789012/events',
    'arn:aws:sns:eu-north-1:123456789012:events',
    'arn:aws:events:eu-north-1:123456789012:event-bus/events',
    'arn:aws:sqs::123456789012:events',
    'arn:aws:sqs:eu-north-1::events',
    'arn:aws:sqs:eu-north-1:12345678901:events',
    'arn:aws:sqs:eu-north-1:123456789012:',
    'arn:aws:sqs:eu-north-1:123456789012:events/more',
    'arn:aws:sqs:eu-north-1:123456789012:*',
    'arn:aws:sqs:eu-north-1:123456789012:events ',
    ' arn:aws:sqs:eu-north-1:123456789012:events',
    'arn:aws:sqs:eu-north-1:123456789012:events\n',
    'arn:aws:sqs:example.org/#-1:123456789012:events',
    'arn:aws:sqs:eu-north-1.example.org:123456789012:events',
    'arn:other:sqs:eu-north-1:123456789012:events',
    'arn:aws-:sqs:eu-north-1:123456789012:events',
    'arn:aws-x:sqs:eu-north-1:123456789012:events',
    'arn:aws:sqs:eu-north-1:123456789012:händelser',
    'arn:aws:sqs:eu-north-1:123456789012:events.more',
    'arn:aws:sqs:eu-north-1:123456789012:.fifo',
    `arn:aws:sqs:eu-north-1:123456789012:${'q'.repeat(76)}.fifo`,
    `arn:aws:sqs:eu-north-1:123456789012:${'q'.repeat(81)}`,
  ])('may not be %j', (arn) => {
    expect(queue(arn)).toMatch(/^Write the ARN of a queue, such as arn:aws:sqs:/);
  });

  it('may not be of an account that the operator has not allowed', () => {
    expect(queue('arn:aws:sqs:eu-north-1:999999999999:events')).toBe(
      'Ask the operator to allow targets in the account 999999999999, by the setting targetAccounts.',
    );
    expect(
      targetFault({ ...rules, targetAccounts: [] })({
        type: 'sqs',
        arn: 'arn:aws:sqs:eu-north-1:123456789012:events',
      }),
    ).toMatch(/^Ask the operator/);
  });

  it.each(['aws', 'aws-cn', 'aws-us-gov'])(
    'may not be one of the stack itself, in whatever partition it is written: %s',
    (partition) => {
      const arn = `arn:${partition}:sqs:eu-north-1:123456789012:Ikraft-DeliveriesQueue-1`;
      expect(queue(arn)).toMatch(/^Name a queue or an event bus of your own/);
    },
  );

  it('may have the name of one of the stack in another region or account', () => {
    expect(queue('arn:aws:sqs:eu-west-1:123456789012:Ikraft-events')).toBeUndefined();
    expect(queue('arn:aws:sqs:eu-north-1:210987654321:Ikraft-events')).toBeUndefined();
  });
});

describe('an event bus', () => {
  const bus = (arn: string) => fault({ type: 'eventBridge', arn });

  it.each([
    'arn:aws:events:eu-north-1:123456789012:event-bus/default',
    'arn:aws:events:eu-west-1:123456789012:event-bus/aws.partner/example.com/events',
    'arn:aws:events:eu-west-1:123456789012:event-bus/..events_2-a',
  ])('may be %s', (arn) => {
    expect(bus(arn)).toBeUndefined();
  });

  it.each([
    'default',
    'arn:aws:events:eu-north-1:123456789012:event-bus/',
    'arn:aws:events:eu-north-1:123456789012:rule/default',
    'arn:aws:events:eu-north-1:123456789012:event-bus/*',
    'arn:aws:events:eu-north-1:123456789012:event-bus//events',
    'arn:aws:events:eu-north-1:123456789012:event-bus/events/',
    'arn:aws:events:eu-north-1:123456789012:event-bus/partner//events',
    'arn:aws:events:eu-north-1:123456789012:event-bus/..',
    'arn:aws:events:eu-north-1:123456789012:event-bus/partner/../events',
    'arn:aws:events:eu-north-1:123456789012:event-bus/händelser',
    'arn:aws-x:events:eu-north-1:123456789012:event-bus/default',
    `arn:aws:events:eu-north-1:123456789012:event-bus/${'b'.repeat(257)}`,
    'arn:aws:sqs:eu-north-1:123456789012:events',
  ])('may not be %j', (arn) => {
    expect(bus(arn)).toMatch(/^Write the ARN of an event bus, such as arn:aws:events:/);
  });

  it('may not be of another account, or the stack’s own', () => {
    expect(bus('arn:aws:events:eu-north-1:999999999999:event-bus/default')).toMatch(/^Ask/);
    for (const partition of ['aws', 'aws-cn']) {
      expect(bus(`arn:${partition}:events:eu-north-1:123456789012:event-bus/IkraftBus`)).toMatch(
        /^Name/,
      );
    }
  });
});
