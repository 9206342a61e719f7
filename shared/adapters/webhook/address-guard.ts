import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Every address of a host, A and AAAA. */
export type Resolve = (
  host: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** No webhook may go there. */
export class AddressNotAllowedError extends Error {
  override readonly name = 'AddressNotAllowedError';
}

const systemResolve: Resolve = (host) => lookup(host, { all: true });

/** True for an address of the public internet; with `allowLoopback` also for this machine. */
export const isAllowed = (address: string, allowLoopback: boolean): boolean => {
  // An address with a zone, fe80::1%eth0, is of one link only.
  if (isIP(address) === 0 || address.includes('%')) return false;
  // An IPv4 address in IPv6 clothing, ::ffff:10.0.0.1, is judged as what it is.
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (range === 'loopback') return allowLoopback;
  return range === 'unicast' && (parsed instanceof ipaddr.IPv4 || isGlobalUnicast(parsed));
};

// 2000::/3: nothing else of IPv6 is given out, whatever a list of special ranges has missed.
const isGlobalUnicast = ({ parts: [first = 0] }: ipaddr.IPv6): boolean => first >> 13 === 1;

/**
 * Checks hosts where it cannot be got round: `check` sees a host that is an address itself, for which
 * nothing is looked up, and `lookup` hands a socket only addresses that it has checked. What is checked
 * is what is connected to, however often the name changes its mind.
 */
export const addressGuard = (options: {
  readonly allowLoopback: boolean;
  readonly resolve?: Resolve | undefined;
}): { check(url: URL): void; readonly lookup: LookupFunction } => {
  const { allowLoopback, resolve = systemResolve } = options;

  const refuseUnlessAllowed = (address: string) => {
    if (isAllowed(address, allowLoopback)) return;
    throw new AddressNotAllowedError(`${address} is not a public address`);
  };

  const resolveAllowed = async (host: string) => {
    const addresses = await resolve(host);
    for (const { address } of addresses) refuseUnlessAllowed(address);
    const [first] = addresses;
    if (first === undefined) throw new Error(`${host} has no address`);
    return { addresses: addresses.map(({ address, family }) => ({ address, family })), first };
  };

  return {
    check: ({ hostname }) => {
      const host = hostname.replace(/^\[|\]$/g, '');
      if (isIP(host) !== 0) refuseUnlessAllowed(host);
    },
    lookup: (host, { all }, callback) => {
      resolveAllowed(host).then(
        ({ addresses, first }) =>
          all ? callback(null, addresses) : callback(null, first.address, first.family),
        (error) => callback(error, ''),
      );
    },
  };
};
