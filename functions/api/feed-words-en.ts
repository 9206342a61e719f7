import type { ActKind } from '#shared/domain/decision.ts';
import type { Status } from '#shared/domain/timeline.ts';
import type { FeedWords } from './feed-words.ts';

const kinds: Readonly<Record<ActKind, string>> = {
  propose: 'proposal',
  recommend: 'recommendation',
  adopt: 'adoption',
  amend: 'amendment',
  extend: 'extension',
  suspend: 'suspension',
  resume: 'resumption',
  repeal: 'repeal',
  replace: 'replacement',
  revoke: 'revocation',
  annul: 'annulment by a court',
  setDate: 'the setting of a date',
};

const statuses: Readonly<Record<Status, string>> = {
  draft: 'a draft',
  notDecided: 'not decided',
  proposed: 'proposed',
  adopted: 'adopted, not yet in force',
  inForce: 'in force',
  suspended: 'suspended',
  repealed: 'repealed',
  expired: 'expired',
  replaced: 'replaced',
};

export const en: FeedWords = {
  eventsTitle: 'Ikraft: news of governing documents',
  calendarTitle: 'Ikraft: when documents take effect and cease',
  calendarIsCut: 'Not everything fits: these are the newest documents and the latest dates.',
  registered: (title) => `${title} was registered`,
  updated: (title) => `What is stated about ${title} was changed`,
  withdrawn: (title) => `The draft ${title} was withdrawn`,
  versionAvailable: (title, version) => `${title}: version ${version} can be read`,
  versionRejected: (title, version) => `${title}: the file of version ${version} was not accepted`,
  versionErased: (title, version) => `${title}: the file of version ${version} was erased`,
  erased: 'A draft was erased',
  decided: (title, kind) => `Decision on ${kinds[kind]}: ${title}`,
  corrected: (title, what, struck) => {
    const record = what === 'decision' ? 'a decision' : 'a notice or an appeal';
    return struck
      ? `Correction, the record of ${record} is struck: ${title}`
      : `Correction of the record of ${record}: ${title}`;
  },
  proceedings: {
    notice: (title, kind) => `Notice of the decision on ${kinds[kind]}: ${title}`,
    appeal: (title, kind) => `Appeal against the decision on ${kinds[kind]}: ${title}`,
    endAppeal: (title, kind) =>
      `Appeal against the decision on ${kinds[kind]} settled or withdrawn: ${title}`,
  },
  on: (date) => `On ${date}.`,
  final: (title, kind) => `Decision on ${kinds[kind]} is legally final: ${title}`,
  notFinal: (title, kind) =>
    `Correction, decision on ${kinds[kind]} is not legally final: ${title}`,
  finalOn: (date) => `Legally final on ${date}.`,
  awaits: {
    legallyFinal: 'A date is set when the decision is legally final.',
    allPartiesAdopted: 'A date is set when all parties have adopted the document.',
    other: 'A date is set later.',
  },
  canBeDated: (title) => `A date can be set: ${title}`,
  notMet: (title) => `Correction, what the date awaits has not happened: ${title}`,
  met: {
    legallyFinal: (date) => `The decision was legally final on ${date}.`,
    allPartiesAdopted: (date) => `All parties have adopted the document as of ${date}.`,
  },
  reminder: (sentence, date) => `Reminder, ${date}: ${sentence}`,
  review: (title, date) => `Reminder, ${date}: ${title} is to be reviewed`,
  parties: (ids) => `Parties: ${ids.join(', ')}.`,
  turns: {
    proposed: (title) => `${title} was proposed`,
    adopted: (title) => `${title} was adopted`,
    takesEffect: (title) => `${title} takes effect`,
    resumes: (title) => `${title} is in force again`,
    anotherVersion: (title, version) =>
      version === undefined
        ? `${title} takes effect in a new wording`
        : `${title}: version ${version} takes effect`,
    suspended: (title) => `${title} is suspended`,
    repealed: (title) => `${title} is repealed`,
    expired: (title) => `${title} ceases to be in force`,
    replaced: (title) => `${title} is replaced`,
    ceases: (title) => `${title} is no longer in force`,
    reset: (title) => `${title} is undecided again`,
  },
  forParty: (sentence, party) => `${sentence} (${party})`,
  correction: (title, status) => `Correction about ${title}: ${statuses[status]}`,
  cancelled: (sentence) => `Cancelled: ${sentence}`,
  from: (date, timeZone, precision) =>
    precision === 'month'
      ? `From and including ${date} (${timeZone}). The decision states the month alone.`
      : `From and including ${date} (${timeZone}).`,
  decision: (kind, minutes) => `Decision on ${kinds[kind]}: ${minutes}.`,
  other: (title) => `News of ${title}`,
};
