import type { ActKind } from '#shared/domain/decision.ts';
import type { Status } from '#shared/domain/timeline.ts';
import type { FeedWords } from './feed-words.ts';

const kinds: Readonly<Record<ActKind, string>> = {
  propose: 'förslag',
  recommend: 'rekommendation',
  adopt: 'antagande',
  amend: 'ändring',
  extend: 'förlängning',
  suspend: 'tillfälligt upphävande',
  resume: 'återupptagande',
  repeal: 'upphävande',
  replace: 'ersättande',
  revoke: 'återkallelse',
  annul: 'upphävande av domstol',
  setDate: 'fastställande av datum',
};

const statuses: Readonly<Record<Status, string>> = {
  draft: 'utkast',
  notDecided: 'inte beslutat',
  proposed: 'föreslaget',
  adopted: 'antaget, ännu inte i kraft',
  inForce: 'i kraft',
  suspended: 'tillfälligt upphävt',
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
  versionErased: (title, version) => `${title}: filen för version ${version} har raderats`,
  erased: 'Ett utkast har raderats',
  decided: (title, kind) => `Beslut om ${kinds[kind]}: ${title}`,
  corrected: (title, what, struck) => {
    const record = what === 'decision' ? 'ett beslut' : 'anslag eller överklagande';
    return struck
      ? `Rättelse, uppgiften om ${record} stryks: ${title}`
      : `Rättelse av uppgiften om ${record}: ${title}`;
  },
  proceedings: {
    notice: (title, kind) => `Beslut om ${kinds[kind]} har anslagits: ${title}`,
    appeal: (title, kind) => `Beslut om ${kinds[kind]} har överklagats: ${title}`,
    endAppeal: (title, kind) =>
      `Överklagande av beslut om ${kinds[kind]} är slutligt avgjort eller återkallat: ${title}`,
  },
  on: (date) => `Datum: ${date}.`,
  final: (title, kind) => `Beslut om ${kinds[kind]} har fått laga kraft: ${title}`,
  notFinal: (title, kind) => `Rättelse, beslut om ${kinds[kind]} har inte laga kraft: ${title}`,
  finalOn: (date) => `Laga kraft: ${date}.`,
  awaits: {
    legallyFinal: 'Datum fastställs när beslutet har fått laga kraft.',
    allPartiesAdopted: 'Datum fastställs när alla parter har antagit dokumentet.',
    other: 'Datum fastställs senare.',
  },
  canBeDated: (title) => `Datum kan fastställas: ${title}`,
  notMet: (title) => `Rättelse, det som datumet väntar på har inte inträffat: ${title}`,
  met: {
    legallyFinal: (date) => `Beslutet fick laga kraft ${date}.`,
    allPartiesAdopted: (date) => `Alla parter har antagit dokumentet från och med ${date}.`,
  },
  reminder: (sentence, date) => `Påminnelse, ${date}: ${sentence}`,
  review: (title, date) => `Påminnelse, ${date}: ${title} ska ses över`,
  parties: (ids) => `Parter: ${ids.join(', ')}.`,
  turns: {
    proposed: (title) => `${title} har föreslagits`,
    adopted: (title) => `${title} har antagits`,
    takesEffect: (title) => `${title} börjar gälla`,
    resumes: (title) => `${title} gäller igen`,
    anotherVersion: (title, version) =>
      version === undefined
        ? `${title} gäller i ny lydelse`
        : `${title}: version ${version} gäller`,
    suspended: (title) => `${title} upphävs tillfälligt`,
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
