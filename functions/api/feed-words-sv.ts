import type { DecisionKind } from '#shared/domain/decision.ts';
import type { Status } from '#shared/domain/timeline.ts';
import type { FeedWords } from './feed-words.ts';

const kinds: Readonly<Record<DecisionKind, string>> = {
  propose: 'förslag',
  recommend: 'rekommendation',
  adopt: 'antagande',
  amend: 'ändring',
  extend: 'förlängning',
  repeal: 'upphävande',
  replace: 'ersättande',
};

const statuses: Readonly<Record<Status, string>> = {
  draft: 'utkast',
  notDecided: 'inte beslutat',
  proposed: 'föreslaget',
  adopted: 'antaget, ännu inte i kraft',
  inForce: 'i kraft',
  suspended: 'tillfälligt ur kraft',
  repealed: 'upphävt',
  expired: 'upphört',
  replaced: 'ersatt',
};

export const sv: FeedWords = {
  eventsTitle: 'Ikraft: nyheter om styrande dokument',
  calendarTitle: 'Ikraft: när dokument börjar och slutar gälla',
  calendarIsCut: 'Allt får inte plats: här är de nyaste dokumenten och de senaste datumen.',
  registered: (title) => `${title} har registrerats`,
  updated: (title) => `Uppgifterna om ${title} har ändrats`,
  withdrawn: (title) => `Utkastet ${title} har tagits tillbaka`,
  versionAvailable: (title, version) => `${title}: version ${version} finns att läsa`,
  versionRejected: (title, version) => `${title}: filen för version ${version} togs inte emot`,
  decided: (title, kind) => `Beslut om ${kinds[kind]}: ${title}`,
  turns: {
    proposed: (title) => `${title} har föreslagits`,
    adopted: (title) => `${title} har antagits`,
    takesEffect: (title) => `${title} börjar gälla`,
    resumes: (title) => `${title} gäller igen`,
    anotherVersion: (title, version) =>
      version === undefined
        ? `${title} gäller i ny lydelse`
        : `${title}: version ${version} gäller`,
    suspended: (title) => `${title} gäller tills vidare inte`,
    repealed: (title) => `${title} upphävs`,
    expired: (title) => `${title} upphör att gälla`,
    replaced: (title) => `${title} ersätts`,
    ceases: (title) => `${title} gäller inte längre`,
    reset: (title) => `${title} är åter utan beslut`,
  },
  forParty: (sentence, party) => `${sentence} (${party})`,
  correction: (title, status) => `Rättelse om ${title}: ${statuses[status]}`,
  cancelled: (sentence) => `Inställt: ${sentence}`,
  from: (date, timeZone, precision) =>
    precision === 'month'
      ? `Från och med ${date} (${timeZone}). Beslutet anger bara månaden.`
      : `Från och med ${date} (${timeZone}).`,
  decision: (kind, minutes) => `Beslut om ${kinds[kind]}: ${minutes}.`,
  other: (title) => `Nytt om ${title}`,
};
