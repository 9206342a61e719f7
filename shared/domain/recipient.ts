import type { CloudEvent } from './events.ts';
import type { Subscription } from './subscription.ts';

/** What recipients are told apart by: names are as people write them, so neither by case nor by blanks. */
export const recipientKey = (name: string): string =>
  name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();

/** Those to whom the recording that the event tells of is to be sent. */
const recipientsOf = ({ type, data }: CloudEvent): readonly string[] =>
  (type === 'decision.recorded' || type === 'decision.corrected') && Array.isArray(data.recipients)
    ? data.recipients.filter((name) => typeof name === 'string')
    : [];

/** Those of the event's recipients that the subscription stands for: to them it is to be told, whatever its filter. */
export const boundRecipients = (
  event: CloudEvent,
  { recipients = [] }: Pick<Subscription, 'recipients'>,
): readonly string[] => {
  if (recipients.length === 0) return [];
  const own = new Set(recipients.map(recipientKey));
  return recipientsOf(event).filter((name) => own.has(recipientKey(name)));
};
