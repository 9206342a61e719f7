const longest = 2048;

/** What is wrong with the address of a webhook as far as its text tells; where it leads is checked on sending. */
export const webhookUrlFault = (
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
  return text.includes('#') ? 'Leave out the part after #: it is never sent.' : undefined;
};
