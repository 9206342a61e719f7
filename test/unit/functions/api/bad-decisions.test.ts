import { describe, expect, it } from 'vitest';
import { announcement, memoryApi, nobody, stating } from '../../../support/api.ts';
import { refused } from '../../../support/refused.ts';

describe('a decision', () => {
  const decide = async (
    facts: Readonly<Record<string, unknown>>,
    kind = 'adopt',
    about: Readonly<Record<string, unknown>> = {},
  ) => {
    const api = memoryApi();
    const documentId = await api.register(about);
    const body = stating(kind, facts);
    return refused(api, 'POST', `/v1/documents/${documentId}/decisions`, { body });
  };

  it.each<[string, string, Readonly<Record<string, unknown>>, string]>([
    ['an unknown kind', 'abolish', {}, '/kind'],
    [
      'a last day of a repeal',
      'repeal',
      { throughAndIncluding: '2027-01-01' },
      '/throughAndIncluding',
    ],
    ['a bare until', 'adopt', { until: '2027-01-01' }, '/until'],
    ['a bare end', 'adopt', { end: '2027-01-01' }, '/end'],
    ['30 February', 'adopt', { fromAndIncluding: '2026-02-30' }, '/fromAndIncluding'],
    ['month 13', 'adopt', { fromAndIncluding: '2026-13' }, '/fromAndIncluding'],
    [
      '25 o’clock',
      'adopt',
      { fromAndIncluding: '2026-07-01T25:00[Europe/Stockholm]' },
      '/fromAndIncluding',
    ],
    [
      'a time without a zone',
      'adopt',
      { fromAndIncluding: '2026-07-01T08:00:00+02:00' },
      '/fromAndIncluding',
    ],
    [
      'a last day with a time',
      'adopt',
      { throughAndIncluding: '2026-07-01T08:00[Europe/Stockholm]' },
      '/throughAndIncluding',
    ],
    ['a day of decision with a time', 'adopt', { decidedOn: '2026-05-20T10:00:00Z' }, '/decidedOn'],
    ['no body that decided', 'adopt', { decidedBy: { organisation: 'Region' } }, '/decidedBy/body'],
    ['an amendment to no version', 'amend', {}, '/documentVersion'],
    ['version 0', 'adopt', { documentVersion: 0 }, '/documentVersion'],
    ['version 1.5', 'adopt', { documentVersion: 1.5 }, '/documentVersion'],
    ['a replacement by nothing', 'replace', {}, '/replacedBy'],
    ['a replacement that is no id', 'replace', { replacedBy: 'x' }, '/replacedBy'],
    ['a recipient without a name', 'adopt', { recipients: [{}] }, '/recipients/0/name'],
  ])('with %s is refused where the fault is', async (_name, kind, facts, pointer) => {
    const answer = await decide(facts, kind);
    expect(answer).toMatchObject({ status: 422, code: 'invalid_request', pointers: [pointer] });
  });

  it.each<[string, string, Readonly<Record<string, unknown>>, string]>([
    [
      'from after through',
      'adopt',
      { fromAndIncluding: '2026-08', throughAndIncluding: '2026-07' },
      'from_after_through',
    ],
    ['a date of decision tomorrow', 'adopt', { decidedOn: '2026-06-02' }, 'decided_in_future'],
    ['a repeal of what was never adopted', 'repeal', {}, 'nothing_to_repeal'],
    [
      'an extension of nothing',
      'extend',
      { throughAndIncluding: '2027-01-01' },
      'nothing_to_extend',
    ],
    ['a version that does not exist', 'adopt', { documentVersion: 1 }, 'version_not_found'],
    [
      'a zone that does not exist',
      'adopt',
      { fromAndIncluding: '2026-07-01T08:00[Mars/Olympus]' },
      'unknown_time_zone',
    ],
    [
      'a local time that is skipped',
      'adopt',
      { fromAndIncluding: '2027-03-28T02:30[Europe/Stockholm]' },
      'nonexistent_local_time',
    ],
    [
      'a local time that happens twice',
      'adopt',
      { fromAndIncluding: '2026-10-25T02:30[Europe/Stockholm]' },
      'ambiguous_local_time',
    ],
    [
      'an offset of another zone',
      'adopt',
      { fromAndIncluding: '2026-07-01T08:00+05:00[Europe/Stockholm]' },
      'offset_disagrees',
    ],
    ['a party of a common document', 'adopt', { party: 'alingsas' }, 'party_not_applicable'],
    [
      'a successor that is unknown',
      'replace',
      { replacedBy: nobody, decidedOn: '2026-05-21' },
      'nothing_to_repeal',
    ],
  ])('with %s is refused with the reason', async (_name, kind, facts, code) => {
    expect(await decide(facts, kind)).toMatchObject({ status: 422, code });
  });

  it('of a document adopted per party is refused without the party, or for an unknown one', async () => {
    const perParty = { adoption: 'perParty', parties: [{ id: 'a', name: 'A' }] };
    expect(await decide({}, 'adopt', perParty)).toMatchObject({
      status: 422,
      code: 'party_required',
    });
    expect(await decide({ party: 'b' }, 'adopt', perParty)).toMatchObject({
      status: 422,
      code: 'unknown_party',
      pointers: ['/party'],
    });
  });

  it('to adopt a version that is not available is refused', async () => {
    const api = memoryApi();
    const documentId = await api.register();
    await api.done('POST', `/v1/documents/${documentId}/versions`, { body: announcement() });
    const body = stating('adopt', { documentVersion: 1 });
    const answer = await refused(api, 'POST', `/v1/documents/${documentId}/decisions`, { body });
    expect(answer).toMatchObject({ status: 422, code: 'version_not_available' });
  });

  it('to be replaced by what does not exist, or by itself, is refused', async () => {
    const api = memoryApi();
    const documentId = await api.register();
    await api.decide(documentId, 'adopt');
    const replace = (replacedBy: string) =>
      refused(api, 'POST', `/v1/documents/${documentId}/decisions`, {
        body: stating('replace', { replacedBy, decidedOn: '2026-05-21' }),
      });
    expect(await replace(nobody)).toMatchObject({ status: 422, code: 'replacement_not_found' });
    expect(await replace(documentId)).toMatchObject({ status: 422, code: 'replaced_by_itself' });
  });

  it('about a document that does not exist is 404', async () => {
    const answer = await refused(memoryApi(), 'POST', `/v1/documents/${nobody}/decisions`, {
      body: stating('adopt'),
    });
    expect(answer).toMatchObject({ status: 404, code: 'document_not_found' });
  });
});
