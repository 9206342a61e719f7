import fc from 'fast-check';
import type { Dictionary } from './from-schema.ts';
import { personal } from './strange.ts';

/** Stands for the n-th of what the world has of a kind, whenever it is sent. */
export const some = (kind: string): fc.Arbitrary<string> =>
  fc.nat({ max: 9 }).map((n) => `@${kind}:${n}@`);

const days = ['2025-12-31', '2026-01-01', '2026-03-29', '2026-05-20', '2026-06-01', '2026-07-01'];
const day = fc.constantFrom(...days);
const effect = fc.constantFrom(
  ...days,
  ...['2026-07', '2027-01', '2030-12', '2026-05'],
  ...['2026-07-01T08:00:00[Europe/Stockholm]', '2026-06-01T14:00:00+02:00[Europe/Stockholm]'],
);
const instant = fc.constantFrom(
  ...['2026-01-01T00:00:00Z', '2026-06-01T12:00:00Z', '2026-07-01T00:00:00+02:00'],
  ...['2026-06-30T22:00:00.000Z', '2036-01-01T00:00:00Z', '2026-05-31T23:59:59.999Z'],
);
const party = fc.constantFrom('a', 'b', 'alingsas');
const text = fc.constantFrom(
  'Guideline',
  'Council',
  '§ 129',
  'Riktlinje för läkarintyg',
  ...personal,
);
const caseNumber = fc.constantFrom('2020.246 KS', 'KS 2020/246', '1');
const decision = some('decisionId');
const document = some('documentId');

/** What fields and parameters hold, so that most requests are about what is there and mean something. */
export const words: Dictionary = {
  appeals: decision,
  annuls: decision,
  arn: fc.constantFrom(
    'arn:aws:sqs:eu-north-1:111122223333:theirs',
    'arn:aws:events:eu-north-1:111122223333:event-bus/theirs',
  ),
  at: instant,
  after: some('cursor'),
  body: text,
  caseNumber,
  corrects: decision,
  cursor: some('cursor'),
  decidedOn: day,
  decisionId: decision,
  deliveryId: some('deliveryId'),
  description: text,
  documentId: document,
  documentIds: document,
  documentVersion: fc.constantFrom(1, 2, 9),
  dueBefore: instant,
  endedOn: day,
  endsAppeal: decision,
  feedLinkId: some('feedLinkId'),
  fileName: fc.constantFrom('guideline.pdf', '19121212-1212.pdf', '../x.pdf', 'a.pdf.exe'),
  fromAndIncluding: effect,
  id: party,
  implements: document,
  keyword: fc.constantFrom('a', 'canary-keyword'),
  keywords: fc.constantFrom('a', 'b', 'canary-keyword'),
  knownAt: instant,
  lang: fc.constantFrom('sv', 'en'),
  language: fc.constantFrom('sv', 'en'),
  legallyFinalOn: day,
  limit: fc.integer({ min: 1, max: 40 }),
  lodgedOn: day,
  mediaType: fc.constantFrom('application/pdf', 'text/plain'),
  month: fc.constantFrom('2026-05', '2026-06'),
  name: text,
  note: text,
  noticeOf: decision,
  noticePostedOn: day,
  organisation: fc.constantFrom('Region', 'Alingsås kommun'),
  overlapSeconds: fc.constantFrom(0, 60, 3_600),
  owner: text,
  parties: party,
  party,
  recipients: text,
  registryNumber: caseNumber,
  replacedBy: document,
  replayId: some('replayId'),
  reviewBy: day,
  revokes: decision,
  secret: some('secret'),
  section: fc.constantFrom('§ 129', '§ 1'),
  setsDateOf: decision,
  since: instant,
  subscriptionId: some('subscriptionId'),
  supplements: document,
  throughAndIncluding: fc.constantFrom('2026-12-31', '2027-12', '2026-06'),
  timeZone: fc.constantFrom('Europe/Stockholm', 'Pacific/Apia', 'UTC'),
  title: text,
  until: instant,
  url: fc.constantFrom('https://example.org/hook', 'https://example.org/?key=canary-url'),
  version: fc.constantFrom(1, 2, 3),
  wording: text,
};
