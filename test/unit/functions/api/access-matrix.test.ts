import { describe, expect, it } from 'vitest';
import { routes } from '../../../../functions/api/routes.ts';
import { populated } from '../../../support/access.ts';
import type { Sent } from '../../../support/api.ts';
import { isAboutOne, type Operation, operations, successOf } from '../../../support/description.ts';
import { type Holder, holders, holds } from '../../../support/tokens.ts';

/** The status that the description promises, and nothing but the description. */
const expected = (operation: Operation, holder: Holder, publicReading: boolean): number => {
  const { role, organisation } = operation;
  const success = successOf(operation);
  if (role === 'anyone' || (publicReading && role === 'reader')) return success;
  if (holder.claims === undefined) return 401;
  if (!holds(holder, role)) return 403;
  switch (organisation) {
    case 'any':
      return success;
    case 'member':
      return holder.organisation === 'none' ? 403 : success;
    case 'own': {
      if (holder.roles.includes('operator')) return success;
      if (holder.organisation === 'none') return 403;
      return holder.organisation === 'other' && isAboutOne(operation) ? 404 : success;
    }
  }
};

const sentBy = ({ claims }: Holder): Sent => (claims === undefined ? { groups: null } : { claims });

const settings = [false, true];
const methodsOf = ({ method }: Operation) => (method === 'GET' ? ['GET', 'HEAD'] : [method]);

let asserted = 0;

it('every route is described, and every description is of a route', () => {
  const placeOf = ({ method, path }: { readonly method: string; readonly path: string }) =>
    `${method} ${path}`;
  expect(operations.map(placeOf).toSorted()).toEqual(routes.map(placeOf).toSorted());
});

it('whoever needs a subscriber’s role is told whose things it is about', () => {
  for (const { name, role, organisation } of operations) {
    expect(organisation === 'any', name).toBe(role !== 'subscriber');
  }
});

describe.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s',
  (name, operation) => {
    const success = successOf(operation);

    it.each(settings)('answers who may use it and no one else, public reading %s', async (open) => {
      const { ask, state, things, unused } = await populated({ publicReading: open });
      const cells = holders.flatMap((holder) =>
        methodsOf(operation).map((method) => ({
          cell: `${method} ${name}, ${holder.as}, public reading ${open}`,
          holder,
          method,
          due: expected(operation, holder, open),
        })),
      );
      const others = Object.values(things.boras);
      const before = await state();
      for (const { cell, holder, method, due } of cells.filter((one) => one.due !== success)) {
        const { status, headers } = await ask({ ...operation, method }, sentBy(holder));
        expect(status, cell).toBe(due);
        if (status === 401) expect(headers['www-authenticate']).toBe('Bearer');
        asserted++;
      }
      expect(await state()).toBe(before);

      for (const { cell, holder, method, due } of cells.filter((one) => one.due === success)) {
        const ids = operation.method === 'GET' ? {} : await unused(operation);
        const { status, body } = await ask({ ...operation, method }, sentBy(holder), ids);
        expect(status, cell).toBe(due);
        const mayKnow = holder.roles.includes('operator') || holder.organisation === 'other';
        const told = mayKnow ? '' : `${JSON.stringify(body)}`;
        expect(
          others.filter((id) => told.includes(id)),
          cell,
        ).toEqual([]);
        asserted++;
      }
    });
  },
);

it('no cell is missing', () => {
  const perSetting = operations
    .map((operation) => methodsOf(operation).length * holders.length)
    .reduce((sum, count) => sum + count, 0);
  expect(asserted).toBe(perSetting * settings.length);
  expect(holders.length).toBe(1 + 3 * 18 * 3);
});
