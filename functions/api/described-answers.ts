import * as z from 'zod';
import { adoptionAnswer } from '#shared/contracts/adoption-answer.ts';
import { decisionAnswer, decisionRecorded } from '#shared/contracts/decision-answer.ts';
import { deliveryAnswer, testAnswer } from '#shared/contracts/delivery-answer.ts';
import { documentAnswer, documentSummary } from '#shared/contracts/document-answer.ts';
import { documentErasure } from '#shared/contracts/erasure-answer.ts';
import { documentEvent } from '#shared/contracts/event.ts';
import { feedLinkAnswer, feedLinkCreated } from '#shared/contracts/feed-link-answer.ts';
import { groupRecorded } from '#shared/contracts/group-answer.ts';
import { health } from '#shared/contracts/health-answer.ts';
import { listOf, pageOf } from '#shared/contracts/list.ts';
import { decisionPreview, groupPreview } from '#shared/contracts/preview-answer.ts';
import { punctualityAnswer } from '#shared/contracts/punctuality-answer.ts';
import { recipientAnswer } from '#shared/contracts/recipients-answer.ts';
import { replayAnswer } from '#shared/contracts/replay-answer.ts';
import { rotationAnswer } from '#shared/contracts/rotation-answer.ts';
import { subscriptionAnswer, subscriptionCreated } from '#shared/contracts/subscription-answer.ts';
import { timelineEntry } from '#shared/contracts/timeline-entry.ts';
import { upcomingChange } from '#shared/contracts/upcoming-change.ts';
import { versionAnnounced, versionAnswer } from '#shared/contracts/version-answer.ts';

/** An answer as the API's description has it. */
export interface AnswerDescription {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Another content type than JSON. */
  readonly contentType?: string;
  readonly headers?: readonly ('ETag' | 'Link' | 'Location')[];
}

const decisionList = pageOf(decisionAnswer, 'DecisionList');

/**
 * What each route answers where it succeeds, by its name and status. Apart from the routes: what they answer is never
 * parsed, so no function loads these schemas; the description made of them is a file beside the code.
 */
export const describedAnswers: Readonly<
  Record<string, Readonly<Record<number, AnswerDescription>>>
> = {
  registerDocument: {
    201: { description: 'Registered.', schema: documentAnswer, headers: ['Location', 'ETag'] },
  },
  listDocuments: {
    200: {
      description: 'A page.',
      schema: pageOf(documentSummary, 'DocumentList'),
      headers: ['Link'],
    },
  },
  readDocument: {
    200: { description: 'The document.', schema: documentAnswer, headers: ['ETag'] },
  },
  changeDocument: {
    200: { description: 'As it is now.', schema: documentAnswer, headers: ['ETag'] },
  },
  withdrawDocument: { 204: { description: 'Withdrawn.' } },
  readTimeline: { 200: { description: 'All of them.', schema: listOf(timelineEntry, 'Timeline') } },
  readAdoptions: {
    200: { description: 'A row for every party.', schema: listOf(adoptionAnswer, 'Adoptions') },
  },
  announceVersion: {
    201: { description: 'Announced.', schema: versionAnnounced, headers: ['Location'] },
  },
  listVersions: {
    200: { description: 'All of them.', schema: listOf(versionAnswer, 'VersionList') },
  },
  readVersion: { 200: { description: 'The version.', schema: versionAnswer } },
  readContent: {
    307: {
      description: 'The file is at the address in Location for some minutes.',
      headers: ['Location'],
    },
  },
  eraseVersion: {
    202: { description: 'Erased; its file is being removed.', schema: versionAnswer },
  },
  eraseDocument: {
    202: {
      description: 'Erased; its files and events are being removed.',
      schema: documentErasure,
    },
  },
  readErasure: { 200: { description: 'The erasure.', schema: documentErasure } },
  recordDecision: {
    200: { description: 'With dryRun: what would happen.', schema: decisionPreview },
    201: {
      description: 'Recorded; the document as it is now, its timeline, and what to look at again.',
      schema: decisionRecorded,
      headers: ['Location', 'ETag'],
    },
  },
  listDecisions: { 200: { description: 'A page.', schema: decisionList, headers: ['Link'] } },
  readDecision: { 200: { description: 'The decision.', schema: decisionAnswer } },
  findDecisions: { 200: { description: 'A page.', schema: decisionList, headers: ['Link'] } },
  recordGroup: {
    200: { description: 'With dryRun: what would happen.', schema: groupPreview },
    201: { description: 'Recorded; the documents as they are now.', schema: groupRecorded },
  },
  readRecipients: {
    200: {
      description: 'All of them, in the order of the decision.',
      schema: listOf(recipientAnswer, 'RecipientList'),
    },
  },
  listUpcoming: {
    200: {
      description: 'A page.',
      schema: pageOf(upcomingChange, 'UpcomingList'),
      headers: ['Link'],
    },
  },
  readPunctuality: { 200: { description: 'The figures.', schema: punctualityAnswer } },
  listEvents: {
    200: {
      description: 'A page.',
      schema: pageOf(documentEvent, 'EventList'),
      headers: ['Link'],
    },
  },
  createSubscription: {
    201: { description: 'Created.', schema: subscriptionCreated, headers: ['Location', 'ETag'] },
  },
  listSubscriptions: {
    200: {
      description: 'A page.',
      schema: pageOf(subscriptionAnswer, 'SubscriptionList'),
      headers: ['Link'],
    },
  },
  readSubscription: {
    200: { description: 'The subscription.', schema: subscriptionAnswer, headers: ['ETag'] },
  },
  changeSubscription: {
    200: { description: 'As it is now.', schema: subscriptionAnswer, headers: ['ETag'] },
  },
  deleteSubscription: { 204: { description: 'Deleted.' } },
  rotateSecret: { 200: { description: 'The new keys.', schema: rotationAnswer } },
  testSubscription: { 200: { description: 'The attempt.', schema: testAnswer } },
  startReplay: {
    202: {
      description: 'Under way; what is at Location says how far it has come.',
      schema: replayAnswer,
      headers: ['Location'],
    },
  },
  readReplay: { 200: { description: 'The replay.', schema: replayAnswer } },
  listDeliveries: {
    200: {
      description: 'A page.',
      schema: pageOf(deliveryAnswer, 'DeliveryList'),
      headers: ['Link'],
    },
  },
  readDelivery: { 200: { description: 'The delivery.', schema: deliveryAnswer } },
  redeliver: {
    202: {
      description: 'Under way; what is at Location says what comes of it.',
      schema: deliveryAnswer,
      headers: ['Location'],
    },
  },
  createFeedLink: {
    201: { description: 'Created.', schema: feedLinkCreated, headers: ['Location'] },
  },
  listFeedLinks: {
    200: {
      description: 'A page.',
      schema: pageOf(feedLinkAnswer, 'FeedLinkList'),
      headers: ['Link'],
    },
  },
  readFeedLink: { 200: { description: 'The feed link.', schema: feedLinkAnswer } },
  deleteFeedLink: { 204: { description: 'Deleted.' } },
  readEventFeed: {
    200: {
      description: 'A page of the feed (RFC 4287, RFC 5005).',
      schema: z.string(),
      contentType: 'application/atom+xml',
      headers: ['ETag'],
    },
  },
  readCalendarFeed: {
    200: {
      description: 'The calendar (RFC 5545).',
      schema: z.string(),
      contentType: 'text/calendar',
      headers: ['ETag'],
    },
  },
  readHealth: { 200: { description: 'It does.', schema: health } },
  readOpenApi: { 200: { description: 'This document.', schema: z.looseObject({}) } },
  readDocs: { 200: { description: 'The page.', schema: z.string(), contentType: 'text/html' } },
};
