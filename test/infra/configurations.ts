import type { Context } from './synthesize.ts';

const certificateArn = 'arn:aws:acm:eu-north-1:111122223333:certificate/1234-abcd';
const accounts = ['111122223333'];

/** Ways to set up an installation that together make every resource there is, by what they are for. */
export const configurations: Readonly<Record<string, Context>> = {
  'as it comes': {},
  'open to others': {
    stage: 'development',
    publicReading: true,
    corsOrigins: ['https://intranet.example.org'],
    alarmEmail: 'duty@example.org',
    targetAccounts: accounts,
    busAccounts: accounts,
    publicUrl: 'https://ikraft.example.org',
  },
  'with another issuer': {
    strict: true,
    issuer: { url: 'https://login.example.org', audience: ['ikraft'] },
  },
  strict: {
    strict: true,
    account: '999988887777',
    region: 'eu-north-1',
    alarmEmail: 'duty@example.org',
    targetAccounts: accounts,
    busAccounts: accounts,
    malwareProtection: true,
    objectLock: { mode: 'governance', days: 365 },
    domain: {
      name: 'api.example.org',
      certificateArn,
      hostedZone: { id: 'Z0123456789ABC', name: 'example.org' },
    },
  },
  'part by part': {
    backup: { days: 7 },
    malwareProtection: true,
    objectLock: { mode: 'compliance', days: 3650 },
    domain: { name: 'api.example.org', certificateArn },
  },
};
