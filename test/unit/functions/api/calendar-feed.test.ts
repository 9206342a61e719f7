import { describe, expect, it } from 'vitest';
import { memoryApi } from '../../../support/api.ts';
import { type Api, anyone, guideline, linkTo } from '../../../support/feeds.ts';
import { readCalendar } from '../../../support/icalendar.ts';

const calendarAt = async (api: Api, address: string) => {
  const { headers, body } = await api.get(address, anyone);
  expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
  return readCalendar(body);
};

describe('the calendar', () => {
  it('has the days on which something takes effect and ceases, past and coming', async () => {
    const api = memoryApi();
    const documentId = await guideline(api);
    const calendar = await calendarAt(api, await linkTo(api, 'calendar.ics'));
    expect(calendar).toMatchObject({
      name: 'Ikraft: när dokument börjar och slutar gälla',
      description: undefined,
      refresh: 'PT1H',
    });
    const url = `https://api.example.org/v1/documents/${documentId}`;
    expect(calendar.entries).toMatchObject([
      {
        date: '2026-07-01',
        summary: 'Riktlinje för läkarintyg upphävs',
        description:
          'Från och med 2026-07-01 (Europe/Stockholm). Beslutet anger bara månaden.\nBeslut om upphävande: Region, Council, § 129, 2026-05-29.',
        status: 'CONFIRMED',
        url,
        sequence: 0,
        changed: '2026-06-01T12:00:00Z',
      },
      { date: '2026-05-01', summary: 'Riktlinje för läkarintyg börjar gälla', url },
    ]);
  });

  it('is in English where that is asked for', async () => {
    const api = memoryApi();
    await guideline(api);
    const { entries } = await calendarAt(api, `${await linkTo(api, 'calendar.ics')}?lang=en`);
    expect(entries.map(({ summary }) => summary)).toEqual([
      'Riktlinje för läkarintyg is repealed',
      'Riktlinje för läkarintyg takes effect',
    ]);
  });

  it('keeps an entry whose date is moved, and cancels one that no longer holds', async () => {
    const api = memoryApi();
    const documentId = await api.register({ title: 'Plan' });
    const period = { fromAndIncluding: '2026-07-01', throughAndIncluding: '2026-12-31' };
    await api.decide(documentId, 'adopt', period);
    const address = await linkTo(api, 'calendar.ics');
    const before = await calendarAt(api, address);
    expect(before.entries.map(({ date }) => date)).toEqual(['2027-01-01', '2026-07-01']);

    api.clock.advance(60_000);
    await api.decide(documentId, 'extend', { throughAndIncluding: '2027-12-31' });
    const moved = await calendarAt(api, address);
    expect(moved.entries).toMatchObject([
      { uid: before.entries[0]?.uid, date: '2028-01-01', sequence: 1, status: 'CONFIRMED' },
      { uid: before.entries[1]?.uid, date: '2026-07-01', sequence: 0, status: 'CONFIRMED' },
    ]);

    api.clock.advance(60_000);
    await api.decide(documentId, 'repeal', { fromAndIncluding: '2026-06-15' });
    const cancelled = await calendarAt(api, address);
    const told = cancelled.entries.map(({ uid, status, sequence }) => [uid, status, sequence]);
    expect(told).toEqual([
      [before.entries[0]?.uid, 'CANCELLED', 2],
      [before.entries[1]?.uid, 'CANCELLED', 1],
      [expect.any(String), 'CONFIRMED', 0],
    ]);
    expect(cancelled.entries[1]?.summary).toBe('Inställt: Plan börjar gälla');
    expect(cancelled.entries[1]?.changed).toBe('2026-06-01T12:02:00Z');
  });

  it('has nothing of a decision whose date is awaited until the date is set', async () => {
    const api = memoryApi();
    const documentId = await api.register({ title: 'Plan' });
    const adopted = await api.decide(documentId, 'adopt', {
      decidedOn: '2026-05-29',
      takesEffectWhen: 'other',
      wording: 'när lokalerna står klara',
    });
    expect(adopted.status).toBe(201);
    const address = await linkTo(api, 'calendar.ics');
    expect((await calendarAt(api, address)).entries).toEqual([]);
    await api.decide(documentId, 'setDate', {
      decidedOn: '2026-06-01',
      setsDateOf: adopted.body.decision.decisionId,
      fromAndIncluding: '2026-09-01',
    });
    expect((await calendarAt(api, address)).entries).toMatchObject([
      { date: '2026-09-01', summary: 'Plan börjar gälla', status: 'CONFIRMED' },
    ]);
  });

  it('cancels what is revoked before its day, and shows it again when the revocation is', async () => {
    const api = memoryApi();
    const documentId = await guideline(api);
    const { body } = await api.get(`/v1/documents/${documentId}/decisions`);
    const address = await linkTo(api, 'calendar.ics');
    const repealEntry = async () => {
      const [entry] = (await calendarAt(api, address)).entries;
      return [entry?.date, entry?.status, entry?.sequence];
    };
    const revoke = async (revokes: string) => {
      api.clock.advance(60_000);
      const answer = await api.decide(documentId, 'revoke', { decidedOn: '2026-06-01', revokes });
      return answer.body.decision.decisionId;
    };
    const revocation = await revoke(body.items[1].decisionId);
    expect(await repealEntry()).toEqual(['2026-07-01', 'CANCELLED', 1]);
    await revoke(revocation);
    expect(await repealEntry()).toEqual(['2026-07-01', 'CONFIRMED', 2]);
  });

  it('is on the local day of each document, wherever it is read', async () => {
    const api = memoryApi();
    for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/Stockholm']) {
      const documentId = await api.register({ title: timeZone, timeZone });
      await api.decide(documentId, 'adopt', { fromAndIncluding: '2026-07-01' });
    }
    const { entries } = await calendarAt(api, await linkTo(api, 'calendar.ics'));
    expect(entries.map(({ date }) => date)).toEqual(['2026-07-01', '2026-07-01', '2026-07-01']);
  });

  it('has what the filter matches the event of, parties by their names', async () => {
    const api = memoryApi();
    const parties = [
      { id: 'alingsas', name: 'Alingsås kommun' },
      { id: 'boras', name: 'Borås stad' },
    ];
    const documentId = await api.register({ title: 'Avtal', adoption: 'perParty', parties });
    for (const { id: party } of parties) {
      await api.decide(documentId, 'adopt', { party, fromAndIncluding: '2026-07-01' });
    }
    await guideline(api);
    const of = async (filter: unknown) => {
      const { entries } = await calendarAt(api, await linkTo(api, 'calendar.ics', filter));
      return entries.map(({ summary }) => summary);
    };
    expect(await of({ parties: ['boras'] })).toEqual(['Avtal börjar gälla (Borås stad)']);
    expect(await of({ documentIds: [documentId], types: ['document.statusChanged'] })).toEqual([
      'Avtal börjar gälla',
    ]);
    expect(await of({ toStatuses: ['repealed'] })).toEqual(['Riktlinje för läkarintyg upphävs']);
    expect(await of({ keywords: ['other'] })).toEqual([]);
  });

  it.each([
    ['separators', 'A, B; C\\n: D'],
    ['emoji, long', `${'👩‍⚕️å'.repeat(60)}`],
  ])('is valid for a title with %s', async (_name, title) => {
    const api = memoryApi();
    await guideline(api, { title });
    const { entries } = await calendarAt(api, await linkTo(api, 'calendar.ics'));
    const [{ summary = '' } = {}] = entries;
    expect(summary.endsWith(' upphävs')).toBe(true);
    const shown = summary.slice(0, -' upphävs'.length).replace(/…$/, '');
    expect(title.startsWith(shown)).toBe(true);
    expect([...shown].length).toBeGreaterThanOrEqual(Math.min(199, [...title].length));
  });

  it('says so where not everything fits', async () => {
    const api = memoryApi();
    for (let count = 0; count < 201; count++) {
      const documentId = await api.register({ title: `Plan ${count}` });
      await api.decide(documentId, 'adopt');
    }
    const { entries, description } = await calendarAt(api, await linkTo(api, 'calendar.ics'));
    expect(entries).toHaveLength(200);
    expect(entries.map(({ summary }) => summary)).not.toContain('Plan 0 börjar gälla');
    expect(description).toBe(
      'Allt får inte plats: här är de nyaste dokumenten och de senaste datumen.',
    );
  });
});
