import { describe, expect, it } from 'vitest';
import { boundRecipients } from '#shared/domain/recipient.ts';
import { event } from '../../support/events.ts';

const recipients = ['  Göteborgsregionens\tkommunalförbund ', 'SRO'];
const recorded = event('decision.recorded', { recipients });

describe('a subscription', () => {
  it('stands for recipients whatever their case, blanks and composition, as the decision names them', () => {
    const own = ['göteborgsregionens KOMMUNALFÖRBUND'.normalize('NFD')];
    expect(boundRecipients(recorded, { recipients: own })).toEqual(recipients.slice(0, 1));
    expect(boundRecipients(recorded, { recipients: ['SR', 'Göteborgsregionen'] })).toEqual([]);
    expect(boundRecipients(recorded, {})).toEqual([]);
  });

  it('is bound by a recorded decision alone, whatever the data of other events holds', () => {
    const other = event('document.updated', { recipients });
    expect(boundRecipients(other, { recipients })).toEqual([]);
    const nameless = event('decision.recorded', { recipients: [1, null] });
    expect(boundRecipients(nameless, { recipients: ['1', 'null'] })).toEqual([]);
  });
});
