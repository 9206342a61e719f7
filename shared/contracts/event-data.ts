import type * as z from 'zod';
import type { EventType, SubscriptionEventType } from '#shared/domain/events.ts';
import { partyStatusChanged, statusChanged, versionChanged } from './change-event-data.ts';
import {
  conditionMetData,
  decisionCorrectedData,
  decisionRecordedData,
  proceedingRecordedData,
} from './decision-event-data.ts';
import {
  documentErased,
  documentRegistered,
  documentUpdated,
  documentWithdrawn,
  versionAvailable,
  versionErased,
  versionRejected,
} from './document-event-data.ts';
import { dueSoonData, legallyFinalData } from './milestone-event-data.ts';
import { subscriptionDisabled, subscriptionTest } from './subscription-event-data.ts';

/** The `data` of an event of each type; its description says when such an event is sent. */
export const eventData = {
  'document.registered': documentRegistered.meta({
    id: 'DocumentRegisteredData',
    description: 'A registrar registered a document, as a draft.',
  }),
  'document.updated': documentUpdated.meta({
    id: 'DocumentUpdatedData',
    description:
      'A registrar changed what is stated about a document, or a decision on another document made this one take over from it, or undid that.',
  }),
  'document.withdrawn': documentWithdrawn.meta({
    id: 'DocumentWithdrawnData',
    description: 'A registrar withdrew a draft on which nothing had been decided.',
  }),
  'document.versionAvailable': versionAvailable.meta({
    id: 'DocumentVersionAvailableData',
    description:
      'The file of a version was uploaded and is what was announced; it can be decided about.',
  }),
  'document.versionRejected': versionRejected.meta({
    id: 'DocumentVersionRejectedData',
    description:
      'The file of a version was uploaded and is not what was announced; it will never be available.',
  }),
  'document.versionErased': versionErased.meta({
    id: 'DocumentVersionErasedData',
    description:
      'An operator erased the file of a version. Status, decisions and the number of the valid version stay as they are; whoever has a copy of the file is asked to remove it.',
  }),
  'document.erased': documentErased.meta({
    id: 'DocumentErasedData',
    description:
      'An operator erased a draft: its title is `[erased]`, here and in its earlier events. Whoever has a copy is asked to remove it.',
  }),
  'decision.recorded': decisionRecordedData.meta({
    id: 'DecisionRecordedData',
    description: 'A decision was recorded, whatever its effect and whenever it takes effect.',
  }),
  'decision.corrected': decisionCorrectedData.meta({
    id: 'DecisionCorrectedData',
    description:
      'A wrong record of a decision or of a proceeding was set right: another took its place, or it was struck.',
  }),
  'decision.proceedingRecorded': proceedingRecordedData.meta({
    id: 'DecisionProceedingRecordedData',
    description:
      'Something that happened to a decision was recorded: a notice posted, an appeal lodged, or an appeal ended.',
  }),
  'decision.conditionMet': conditionMetData.meta({
    id: 'DecisionConditionMetData',
    description:
      'What decisions without a date waited for has come; a date is proposed, and a registrar sets it.',
  }),
  'document.statusChanged': statusChanged.meta({
    id: 'DocumentStatusChangedData',
    description:
      'The status of a document changed: at its instant, or when a decision that takes effect at once or in the past is recorded.',
  }),
  'document.versionChanged': versionChanged.meta({
    id: 'DocumentVersionChangedData',
    description:
      'Another version became the valid one while the status stayed, for the document or for one `party`.',
  }),
  'party.statusChanged': partyStatusChanged.meta({
    id: 'PartyStatusChangedData',
    description:
      'The status of one party changed, for a document that each party adopts for itself.',
  }),
  'document.dueSoon': dueSoonData.meta({
    id: 'DocumentDueSoonData',
    description:
      'A reminder: the status, the version or a party changes, or the document is to be reviewed, in so many days.',
  }),
  'document.legallyFinal': legallyFinalData.meta({
    id: 'DocumentLegallyFinalData',
    description:
      'A decision became legally final: it can no longer be appealed. No status follows from that.',
  }),
  'subscription.test': subscriptionTest.meta({
    id: 'SubscriptionTestData',
    description: 'Somebody asked for a test of the subscription; sent once and to it alone.',
  }),
  'subscription.disabled': subscriptionDisabled.meta({
    id: 'SubscriptionDisabledData',
    description:
      "A subscription was disabled because its receiver is gone or fails; sent to the owner's other enabled subscriptions.",
  }),
} as const satisfies Readonly<Record<EventType | SubscriptionEventType, z.ZodObject>>;
