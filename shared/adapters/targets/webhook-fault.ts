import { isIP } from 'node:net';
import { isAllowed } from '../webhook/address-guard.ts';

const longest = 2048;

/**
 * What is wrong with the address of a webhook as far as its text tells, in a sentence for its author;
 * where a name leads is checked on sending.
 */
export const webhookFault = (
  text: string,
  { allowLocal }: { readonly allowLocal: boolean },
): string | undefined => {
  if (text.length > longest) return `Use an address of at most ${longest} characters.`;
  const url = URL.parse(text);
  // The parser repairs what other programs stumble over: blanks, line breaks, a missing slash.
  if (url === null || /[\s\p{Cc}\\]/u.test(text) || !/^[a-z]+:\/\//i.test(text)) {
    return 'Write a complete address, such as https://example.org/hooks/ikraft.';
  }
  if (url.protocol !== 'https:' && !(allowLocal && url.protocol === 'http:')) {
    return allowLocal ? 'Use an https or http address.' : 'Use an https address.';
  }
  if (url.username !== '' || url.password !== '') {
    return 'Leave out user name and password: every event is signed with the secret of the subscription.';
  }
  if (text.includes('#')) return 'Leave out the part after #: it is never sent.';
  // The parser has also found out which numbers are addresses, in whatever base and length.
  const host = url.hostname.replace(/^\[|\]$|\.$/g, '');
  if (isPublic(host, allowLocal)) return undefined;
  return `Use a host on the public internet, such as hooks.example.org: nothing is sent to ${host}.`;
};

const isPublic = (host: string, allowLocal: boolean): boolean => {
  if (isIP(host) !== 0) return isAllowed(host, allowLocal);
  if (isLocal.test(host)) return allowLocal;
  return host.includes('.') && !isPrivate.test(host);
};

const isLocal = /(^|\.)localhost$/;
// Names that no public registry gives out (RFC 6762, RFC 8375, ICANN on .internal).
const isPrivate = /\.(local|internal|home\.arpa)$/;
