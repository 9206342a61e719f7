import type { DecisionKind } from '#shared/domain/decision.ts';
import type { Status } from '#shared/domain/timeline.ts';
import type { FeedWords } from './feed-words.ts';

const kinds: Readonly<Record<DecisionKind, string>> = {
  propose: 'proposal',
  recommend: 'recommendation',
  adopt: 'adoption',
  amend: 'amendment',
  extend: 'extension',
  repeal: 'repeal',
  replace: 'replacement',
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
  decided: (title, kind) => `Decision on ${kinds[kind]}: ${title}`,
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
