import { byRecording, type Decision } from '../domain/decision.ts';
import type { Instant } from '../domain/instant.ts';
import { recipientsTold } from '../domain/recipients-told.ts';
import { Refusal } from '../domain/refusal.ts';
import { timeline } from '../domain/timeline.ts';
import { type DocumentDependencies, existing } from './document-write.ts';
import type { Deliveries, Duties, DutyReceipt, Subscriptions } from './ports.ts';

export interface ReadRecipientsDependencies extends DocumentDependencies {
  readonly subscriptions: Pick<Subscriptions, 'get'>;
  readonly deliveries: Pick<Deliveries, 'get'>;
  readonly duties: Pick<Duties, 'of'>;
}

/** How a subscription has been told of a decision that names its owner. */
export interface Receipt extends Pick<DutyReceipt, 'subscriptionId' | 'organisation'> {
  readonly state: 'told' | 'pending' | 'failed';
  readonly toldAt?: Instant;
}

/** One whom a decision names among its recipients (Swedish "Expedieras till"). */
export interface RecipientView {
  readonly name: string;
  /** `toBeTold`: no subscription was bound to it when the decision was recorded. */
  readonly state: Receipt['state'] | 'toBeTold';
  readonly receipts: readonly Receipt[];
}

/** Who is to be told of a decision, and who has been. @throws Refusal */
export const readRecipients = async (
  dependencies: ReadRecipientsDependencies,
  { documentId, decisionId }: { readonly documentId: string; readonly decisionId: string },
): Promise<readonly RecipientView[]> => {
  const { repository, duties, calendar } = dependencies;
  const document = await existing(dependencies, documentId);
  const [decisions, owed] = await Promise.all([
    repository.decisions(documentId),
    duties.of(documentId, decisionId),
  ]);
  const decision = decisions.find((one) => one.decisionId === decisionId);
  if (decision === undefined) {
    throw new Refusal('decision_not_found', `The document has no decision ${decisionId}.`);
  }
  return Promise.all(
    recipientsTold(decision, timeline(document, before(decisions, decision), calendar)).map(
      async (name) => {
        const own = owed.filter(({ recipient }) => recipient === name);
        const receipts = await Promise.all(own.map((duty) => receiptOf(dependencies, duty)));
        const state = best.find((one) => receipts.some((receipt) => receipt.state === one));
        return { name, state: state ?? 'toBeTold', receipts };
      },
    ),
  );
};

/** What had been recorded when it was. */
const before = (decisions: readonly Decision[], decision: Decision): readonly Decision[] =>
  decisions.filter((one) => byRecording(one, decision) < 0);

/** One subscription that was told is enough. */
const best = ['told', 'pending', 'failed'] as const;

const receiptOf = async (
  { subscriptions, deliveries }: ReadRecipientsDependencies,
  { subscriptionId, organisation, deliveryId, toldAt }: DutyReceipt,
): Promise<Receipt> => {
  const bound = { subscriptionId, organisation };
  if (toldAt !== undefined) return { ...bound, state: 'told', toldAt };

  const [subscription, [delivery]] = await Promise.all([
    subscriptions.get(subscriptionId),
    deliveries.get(subscriptionId, [deliveryId]),
  ]);
  // Accepted, and not noted yet.
  const accepted = delivery?.attempts.findLast(({ error }) => error === undefined);
  if (accepted !== undefined) return { ...bound, state: 'told', toldAt: accepted.at };
  // A delivery may be noted a moment before it is there. While it is disabled nothing is sent.
  const comes = subscription?.state === 'enabled' && delivery?.state !== 'failed';
  return { ...bound, state: comes ? 'pending' : 'failed' };
};
