import { describe, expect, it } from 'vitest';
import { roles } from '#shared/runtime/principal.ts';
import { routes } from '../../../../functions/api/routes.ts';
import { populated } from '../../../support/access.ts';

/** Who may use a route. */
type Access =
  | 'anyone'
  | 'readers'
  | 'registrars'
  /** Makes something for the organisation in the token. */
  | 'organisations'
  /** Lists what the organisation in the token has; an operator needs none. */
  | 'members'
  /** About something that one organisation has, and no other knows of. */
  | 'owner';

const access: Readonly<Record<string, Access>> = {
  registerDocument: 'registrars',
  listDocuments: 'readers',
  readDocument: 'readers',
  changeDocument: 'registrars',
  withdrawDocument: 'registrars',
  readTimeline: 'readers',
  readAdoptions: 'readers',
  announceVersion: 'registrars',
  listVersions: 'readers',
  readVersion: 'readers',
  readContent: 'readers',
  recordDecision: 'registrars',
  recordGroup: 'registrars',
  listDecisions: 'readers',
  readDecision: 'readers',
  findDecisions: 'readers',
  readRecipients: 'readers',
  listUpcoming: 'readers',
  readPunctuality: 'readers',
  listEvents: 'readers',
  createSubscription: 'organisations',
  listSubscriptions: 'members',
  readSubscription: 'owner',
  changeSubscription: 'owner',
  deleteSubscription: 'owner',
  rotateSecret: 'owner',
  testSubscription: 'owner',
  startReplay: 'owner',
  readReplay: 'owner',
  listDeliveries: 'owner',
  readDelivery: 'owner',
  redeliver: 'owner',
  createFeedLink: 'organisations',
  listFeedLinks: 'members',
  readFeedLink: 'owner',
  deleteFeedLink: 'owner',
  readEventFeed: 'anyone',
  readCalendarFeed: 'anyone',
  readHealth: 'anyone',
  readOpenApi: 'anyone',
  readDocs: 'anyone',
};

const holders = ['none', ...roles] as const;
const organisations = { own: 'alingsas', other: 'boras', none: undefined } as const;

type Holder = (typeof holders)[number];
type Organisation = keyof typeof organisations;

const cells = holders.flatMap((holder) =>
  (['own', 'other', 'none'] as const).map((organisation) => [holder, organisation] as const),
);

/** 200 stands for whatever the route answers when all is well. */
const expected = (may: Access, holder: Holder, organisation: Organisation): number => {
  const isSubscriber = holder === 'subscriber' || holder === 'operator';
  switch (may) {
    case 'anyone':
      return 200;
    case 'readers':
      return holder === 'none' ? 403 : 200;
    case 'registrars':
      return holder === 'registrar' || holder === 'operator' ? 200 : 403;
    case 'organisations':
      return isSubscriber && organisation !== 'none' ? 200 : 403;
    case 'members':
      return holder === 'operator' || (isSubscriber && organisation !== 'none') ? 200 : 403;
    case 'owner':
      if (holder === 'operator') return 200;
      if (!isSubscriber || organisation === 'none') return 403;
      return organisation === 'own' ? 200 : 404;
  }
};

const groupsOf = (holder: Holder, organisation: Organisation): string[] => [
  ...(holder === 'none' ? [] : [`role:${holder}`]),
  ...(organisation === 'none' ? [] : [`org:${organisations[organisation]}`]),
];

it('every route has its expectation, and every expectation its route', () => {
  expect(Object.keys(access).toSorted()).toEqual(routes.map(({ name }) => name).toSorted());
});

describe.each(routes.map((route) => [route.name, route] as const))('%s', (name, route) => {
  // What asks for a dry run is answered otherwise: these requests do not.
  const success = Number(Object.keys(route.answers).at(-1));
  // A route without expectation is for nobody, so that its own cells fail as well.
  const may = access[name];

  it.each(cells)('for the role %s of the organisation %s', async (holder, organisation) => {
    if (may === undefined) throw new Error(`Say in this file who may use ${name}`);
    const { ask, state } = await populated();
    const before = await state();
    const { status } = await ask(route, { groups: groupsOf(holder, organisation) });
    const due = expected(may, holder, organisation);
    expect(status).toBe(due === 200 ? success : due);
    if (due !== 200) expect(await state()).toBe(before);
  });

  it('without a token', async () => {
    const { ask, state } = await populated();
    const before = await state();
    const { status, headers } = await ask(route, { groups: null });
    expect(status).toBe(may === 'anyone' ? success : 401);
    if (status === 401) expect(headers['www-authenticate']).toBe('Bearer');
    expect(await state()).toBe(before);
  });
});
