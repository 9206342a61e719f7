import { describe, expect, expectTypeOf, it } from 'vitest';
import type * as z from 'zod';
import { decisionRequest } from '#shared/contracts/decision-request.ts';
import { documentRegistration } from '#shared/contracts/document-registration.ts';
import { fileAnnouncement } from '#shared/contracts/file-announcement.ts';
import { idInput } from '#shared/contracts/ids.ts';
import { registryNumber } from '#shared/contracts/registry-number.ts';
import { rotationRequest } from '#shared/contracts/rotation-request.ts';
import { subscriptionRequest } from '#shared/contracts/subscription-request.ts';
import { line, lines } from '#shared/contracts/text.ts';
import type { ActKind, ProceedingKind } from '#shared/domain/decision.ts';
import { stating } from '../../support/api.ts';

describe('a line of text', () => {
  it('is trimmed and brought to normal form before it is measured', () => {
    expect(line(1).parse(' \u00a0A\u030A\t')).toBe('Å');
  });

  it('is measured in characters, not in code units', () => {
    expect(line(2).safeParse('😀😀').success).toBe(true);
    expect(line(2).safeParse('😀😀a').error?.issues[0]?.message).toBe(
      'At most 2 characters; this has 3.',
    );
  });

  it.each(['', ' ', '\n', 'a\nb', 'a\tb', 'a\u0007', 'a\u0085b', 'a\u2028b', '\udc00', 7, null])(
    'is not %j',
    (text) => expect(line(9).safeParse(text).success).toBe(false),
  );

  it.each(['\ufffe', '\uffff', '\ufdd0', '\u{1fffe}', '\u{10ffff}'])(
    'has nothing that is no character: %j',
    (text) => {
      for (const schema of [line(9), lines(9)]) {
        expect(schema.safeParse(`a${text}`).error?.issues.map(({ message }) => message)).toEqual([
          'Must not contain code points that are no characters, such as U+FFFE and U+FFFF.',
        ]);
      }
      expect(line(9).safeParse('a\ufffd\ue000\u{1fffd}').success).toBe(true);
    },
  );

  it('may be several where that is meant', () => {
    expect(lines(9).parse('a\r\n\tb')).toBe('a\r\n\tb');
    expect(lines(9).safeParse('a\u0000b').success).toBe(false);
  });
});

type Facts = Readonly<Record<string, unknown>>;

const other = '01890000-0000-7000-8000-000000000001';

describe('a decision that is stated', () => {
  it('has the fields of its kind and no others', () => {
    const period = ['documentVersion', 'throughAndIncluding'];
    /** What an act states beside its minutes and its from-date: what it must, and what it may. */
    const acts: Readonly<Record<ActKind, readonly [Facts, readonly string[]]>> = {
      propose: [{}, [...period, 'party']],
      recommend: [{}, [...period, 'party']],
      adopt: [{}, [...period, 'party']],
      amend: [{ documentVersion: 1 }, ['party']],
      extend: [{ throughAndIncluding: '2027-01' }, ['party']],
      suspend: [{}, ['party']],
      resume: [{}, ['party']],
      repeal: [{}, ['party']],
      replace: [{ replacedBy: other }, ['party']],
      revoke: [{ revokes: other }, []],
      annul: [{ annuls: other }, []],
      setDate: [{ setsDateOf: other, fromAndIncluding: '2027-01' }, []],
    };
    const anything = {
      ...Object.assign({}, ...Object.values(acts).map(([must]) => must)),
      party: 'alingsas',
      noticeOf: other,
      appeals: other,
      endsAppeal: other,
      corrects: other,
      record: stating('repeal'),
    };
    for (const [kind, [must, may]] of Object.entries(acts)) {
      expect(decisionRequest.parse(stating(kind, must))).toMatchObject({ kind, recipients: [] });
      for (const [name, value] of Object.entries(anything)) {
        const isKnown =
          name in must || may.includes(name) || (name === 'fromAndIncluding' && kind !== 'annul');
        const { success } = decisionRequest.safeParse(stating(kind, { ...must, [name]: value }));
        expect([kind, name, success]).toEqual([kind, name, isKnown]);
      }
      for (const name of Object.keys(must)) {
        const { [name]: _left, ...rest } = { ...must };
        expect(decisionRequest.safeParse(stating(kind, rest)).success).toBe(false);
      }
    }
  });

  it.each<[ProceedingKind | 'correct', Facts]>([
    ['notice', { noticeOf: other, noticePostedOn: '2026-05-01' }],
    ['appeal', { appeals: other, lodgedOn: '2026-05-01' }],
    ['endAppeal', { endsAppeal: other, endedOn: '2026-05-01' }],
    ['correct', { corrects: other }],
  ])('as %s states no minutes, since nobody decides anything', (kind, facts) => {
    expect(decisionRequest.parse({ kind, ...facts })).toEqual({ kind, ...facts });
    for (const name of ['decidedOn', 'decidedBy', 'fromAndIncluding', 'party', 'recipients']) {
      const { error } = decisionRequest.safeParse({ kind, ...facts, [name]: '2026-05-01' });
      expect(error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: [name] }]);
    }
    for (const name of Object.keys(facts)) {
      const { [name]: _left, ...rest } = facts;
      expect(decisionRequest.safeParse({ kind, ...rest }).success).toBe(false);
    }
  });

  it('states a date or a condition, not both', () => {
    const both = { fromAndIncluding: '2027-01', takesEffectWhen: 'other' };
    for (const kind of ['adopt', 'suspend', 'repeal']) {
      expect(decisionRequest.safeParse(stating(kind, both)).error?.issues).toMatchObject([
        { path: ['takesEffectWhen'] },
      ]);
    }
  });

  it('sets the date of one decision, or of all that await a condition', () => {
    const dated = { fromAndIncluding: '2027-01' };
    const set = (facts: Facts) => decisionRequest.safeParse(stating('setDate', facts));
    expect(set({ ...dated, whenMet: 'allPartiesAdopted' }).success).toBe(true);
    for (const wrong of [{}, { setsDateOf: other, whenMet: 'allPartiesAdopted' }]) {
      expect(set({ ...dated, ...wrong }).error?.issues).toMatchObject([{ path: ['setsDateOf'] }]);
    }
  });

  it('corrects by a whole record, of any kind but a correction', () => {
    const correct = (record: unknown) =>
      decisionRequest.safeParse({ kind: 'correct', corrects: other, record });
    expect(correct(stating('repeal')).success).toBe(true);
    expect(correct({ kind: 'appeal', appeals: other, lodgedOn: '2026-05-01' }).success).toBe(true);
    expect(correct({ kind: 'repeal' }).success).toBe(false);
    expect(correct({ kind: 'correct', corrects: other }).error?.issues[0]?.path).toEqual([
      'record',
      'kind',
    ]);
  });

  it('says which kinds there are', () => {
    const { error } = decisionRequest.safeParse(stating('abolish'));
    expect(error?.issues[0]).toMatchObject({
      path: ['kind'],
      message:
        'kind is one of propose, recommend, adopt, amend, extend, suspend, resume, repeal, replace, revoke, annul, setDate, notice, appeal, endAppeal, correct.',
    });
  });
});

describe('what may be left out', () => {
  it('is filled in for a registration', () => {
    expect(
      documentRegistration.parse({ title: 'A', type: 'policy', issuer: { organisation: 'O' } }),
    ).toEqual({
      title: 'A',
      type: 'policy',
      language: 'sv',
      issuer: { organisation: 'O' },
      adoption: 'common',
      parties: [],
      keywords: [],
    });
  });

  it('is filled in for a subscription', () => {
    const target = { type: 'webhook', url: 'https://example.org' };
    const usual = { filter: {}, recipients: [], maxPerSecond: 50 };
    expect(subscriptionRequest.parse({ target })).toEqual({ target, ...usual });
    expect(rotationRequest.parse(undefined)).toEqual({ overlapSeconds: 86_400 });
  });

  it('is never there as undefined', () => {
    expectTypeOf<z.infer<typeof documentRegistration>['owner']>().toEqualTypeOf<
      string | undefined
    >();
    const { success } = documentRegistration.safeParse({
      title: 'A',
      type: 'policy',
      issuer: { organisation: 'O' },
      owner: undefined,
    });
    expect(success).toBe(false);
  });
});

describe('what is stated twice', () => {
  const target = { type: 'webhook', url: 'https://example.org' };
  const first = ['Borås Stad', 'Göteborgsregionen'];
  const named = [
    'Borås Stad',
    ' borås  stad',
    'Bora\u030As Stad',
    'Göteborgsregionen',
    'BORÅS STAD',
  ];

  it('is kept once, the first of it, in order', () => {
    const filter = {
      types: ['decision.recorded', 'decision.recorded'],
      keywords: ['b', 'a', ' b'],
    };
    expect(subscriptionRequest.parse({ target, filter, recipients: named })).toMatchObject({
      filter: { types: ['decision.recorded'], keywords: ['b', 'a'] },
      recipients: first,
    });
    const recipients = named.map((name) => ({ name }));
    expect(decisionRequest.parse(stating('repeal', { recipients }))).toMatchObject({
      recipients: first.map((name) => ({ name })),
    });
    const document = { title: 'A', type: 'policy', issuer: { organisation: 'O' } };
    const keywords = ['b', 'a', 'b', 'B'];
    expect(documentRegistration.parse({ ...document, keywords }).keywords).toEqual(['b', 'a', 'B']);
  });

  it('counts once towards what is allowed', () => {
    const recipients = Array.from({ length: 101 }, () => 'A');
    expect(subscriptionRequest.parse({ target, recipients }).recipients).toEqual(['A']);
    const different = Array.from({ length: 101 }, (_, n) => `A${n}`);
    expect(subscriptionRequest.safeParse({ target, recipients: different }).success).toBe(false);
  });

  it.each([7, null, {}, { name: 7 }])('is refused where it is none of its kind: %j', (value) => {
    const recipients = [value, value];
    expect(subscriptionRequest.safeParse({ target, recipients }).error?.issues).toHaveLength(2);
    expect(decisionRequest.safeParse(stating('repeal', { recipients })).success).toBe(false);
  });
});

describe('what has several spellings', () => {
  it('is brought to one', () => {
    const id = '01890000-0000-7000-8000-ABCDEF000001';
    expect(idInput.parse(id)).toBe(id.toLowerCase());
    const file = { fileName: 'a.txt', mediaType: 'text/plain', size: 1, sha256: 'AB'.repeat(32) };
    expect(fileAnnouncement.parse(file).sha256).toBe('ab'.repeat(32));
  });

  it('is kept where the spelling is the source', () => {
    expect(registryNumber.parse(' 2020.246  ks ')).toBe('2020.246  ks');
  });
});
