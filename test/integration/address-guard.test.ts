import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  AddressNotAllowedError,
  addressGuard,
  isAllowed,
} from '#shared/adapters/webhook/address-guard.ts';

describe('an address', () => {
  it.each([
    ['unspecified', '0.0.0.0'],
    ['this network', '0.1.2.3'],
    ['private', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['carrier-grade NAT', '100.127.255.255'],
    ['link-local', '169.254.0.1'],
    ['instance metadata', '169.254.169.254'],
    ['container metadata', '169.254.170.2'],
    ['protocol assignments', '192.0.0.1'],
    ['documentation', '192.0.2.1'],
    ['documentation', '198.51.100.1'],
    ['documentation', '203.0.113.1'],
    ['6to4 relay', '192.88.99.1'],
    ['benchmark', '198.18.0.1'],
    ['benchmark', '198.19.255.255'],
    ['multicast', '224.0.0.1'],
    ['multicast', '239.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '::'],
    ['mapped private', '::ffff:10.0.0.1'],
    ['mapped metadata', '::ffff:169.254.169.254'],
    ['mapped metadata in hex', '::ffff:a9fe:a9fe'],
    ['IPv4-compatible', '::10.0.0.1'],
    ['translated', '::ffff:0:10.0.0.1'],
    ['NAT64', '64:ff9b::169.254.169.254'],
    ['NAT64 in hex', '64:ff9b::a9fe:a9fe'],
    ['NAT64 of a public address', '64:ff9b::8.8.8.8'],
    ['local NAT64', '64:ff9b:1::1'],
    ['local NAT64', '64:ff9b:1:ffff:ffff:ffff:7f00:1'],
    ['discard', '100::1'],
    ['Teredo', '2001::1'],
    ['Teredo of this machine', '2001:0:4136:e378:8000:63bf:80ff:fffe'],
    ['benchmark', '2001:2::1'],
    ['ORCHID', '2001:20::1'],
    ['documentation', '2001:db8::1'],
    ['documentation', '3fff::1'],
    ['6to4 of metadata', '2002:a9fe:a9fe::1'],
    ['6to4 of a private address', '2002:0a00:0001::'],
    ['6to4 of a public address', '2002:0808:0808::'],
    ['segment routing', '5f00::1'],
    ['unique local', 'fc00::1'],
    ['unique local', 'fdff:ffff::1'],
    ['instance metadata', 'fd00:ec2::254'],
    ['link-local', 'fe80::1'],
    ['link-local', 'febf::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['public with a zone', '2606:4700::1%eth0'],
    ['public with a zone', '2606:4700:4700::1111%eth0'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['not given out', '4000::1'],
    ['not given out', '8000::1'],
    ['no address', 'receiver.example'],
    ['no address', ''],
    ['a short form', '127.1'],
    ['a decimal form', '2130706433'],
    ['an octal form', '0177.0.0.1'],
    ['a hexadecimal form', '0x7f.0.0.1'],
  ])('that is %s, %s, is never allowed', (_, address) => {
    expect(isAllowed(address, false)).toBe(false);
    expect(isAllowed(address, true)).toBe(false);
  });

  it.each(['127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1'])(
    'of this machine, %s, is allowed only where loopback is',
    (address) => {
      expect(isAllowed(address, false)).toBe(false);
      expect(isAllowed(address, true)).toBe(true);
    },
  );

  it.each([
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '169.253.255.255',
    '172.15.255.255',
    '172.32.0.0',
    '223.255.255.255',
    '::ffff:8.8.8.8',
    '2a00:1450:400f:80c::200e',
    '2606:4700:4700::1111',
  ])('of the public internet, %s, is allowed', (address) => {
    expect(isAllowed(address, false)).toBe(true);
    expect(isAllowed(address, true)).toBe(true);
  });
});

describe('a host that is an address', () => {
  const { check } = addressGuard({ allowLoopback: false });

  it.each([
    'https://127.0.0.1/',
    'https://127.0.0.1./',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.0.0.1/',
    'https://0177.0.0.1/',
    'https://017700000001/',
    'https://0/',
    'https://169.254.169.254/latest/meta-data/',
    'https://0xa9fea9fe/',
    'https://2852039166/',
    'https://[::1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://[fd00:ec2::254]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://[2002:7f00:1::]/',
    'https://100.64.0.1/',
    'https://192.168.257/',
    'https://0300.0250.1/',
    'https://１２７.０.０.１/',
    'https://user:password@10.0.0.1:8443/',
  ])('is refused however it is written: %s', (url) => {
    expect(() => check(new URL(url))).toThrow(AddressNotAllowedError);
  });

  it.each(['https://8.8.8.8/', 'https://[2606:4700:4700::1111]/', 'https://receiver.example/'])(
    'passes where it is public, and so does a name, which is checked when it is looked up: %s',
    (url) => {
      expect(() => check(new URL(url))).not.toThrow();
    },
  );
});

describe('a host that is a name', () => {
  const lookUp = (addresses: readonly string[], all = true) => {
    const { lookup } = addressGuard({
      allowLoopback: false,
      resolve: async () =>
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    });
    return promisify(lookup)('receiver.example', { all });
  };

  it('gives every address where all are public', async () => {
    expect(await lookUp(['8.8.8.8', '2606:4700:4700::1111'])).toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700:4700::1111', family: 6 },
    ]);
    expect(await lookUp(['8.8.8.8', '8.8.4.4'], false)).toBe('8.8.8.8');
  });

  it.each([
    [['127.0.0.1']],
    [['8.8.8.8', '10.0.0.1']],
    [['8.8.8.8', '::ffff:10.0.0.1']],
    [['2606:4700:4700::1111', 'fd00:ec2::254']],
  ])('is refused whole where any address is not: %s', async (addresses) => {
    await expect(lookUp(addresses)).rejects.toThrow(AddressNotAllowedError);
    await expect(lookUp(addresses, false)).rejects.toThrow(AddressNotAllowedError);
  });

  it('fails where it has no address', async () => {
    await expect(lookUp([])).rejects.toThrow('has no address');
  });
});
