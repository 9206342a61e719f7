import { eventExamples } from '#shared/contracts/event-examples.ts';
import { exampleHeaders, exampleSecret } from './webhook-headers.ts';

// Of the bytes 0, 1, 2 … 31, which anyone may know.
const privateKey =
  'whsk_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8DoQe/884Qvh1w3RjnS8CZZ+TWMJulDV8d3IZkElUxuA==';
const publicKey = 'whpk_A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=';

/** A delivery that is signed with keys that everybody knows. */
export const testVector = (): string => {
  const event = eventExamples['subscription.test'];
  const headers = exampleHeaders(event, [exampleSecret, privateKey]);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `The secret is \`${exampleSecret}\`, the public key \`${publicKey}\`:

\`\`\`
${lines.join('\n')}

${JSON.stringify(event)}
\`\`\``;
};
