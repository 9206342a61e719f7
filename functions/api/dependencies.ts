import type { AnnounceVersionDependencies } from '#shared/application/announce-version.ts';
import type { CreateSubscriptionDependencies } from '#shared/application/create-subscription.ts';
import type { CreateDependencies } from '#shared/application/document-write.ts';
import type { EraseDocumentDependencies } from '#shared/application/erase-document.ts';
import type {
  Deliveries,
  DeliveryQueue,
  Duties,
  Endpoints,
  EventLog,
  FeedLinks,
  FeedSecrets,
  Files,
  Punctuality,
  ReplayQueue,
  Replays,
  Subscriptions,
  Tester,
} from '#shared/application/ports.ts';
import type { TimeZone } from '#shared/domain/instant.ts';
import { any, member, own } from '#shared/runtime/organisation.ts';
import type { ClaimNames } from '#shared/runtime/principal.ts';
import { type RouteDependencies, routesOver } from '#shared/runtime/route.ts';

/** What the API needs, and how it is set up. */
export interface ApiDependencies
  extends RouteDependencies,
    AnnounceVersionDependencies,
    CreateDependencies,
    CreateSubscriptionDependencies,
    EraseDocumentDependencies {
  readonly files: Files;
  readonly events: EventLog;
  readonly subscriptions: Subscriptions;
  readonly deliveries: Deliveries;
  readonly duties: Duties;
  readonly endpoints: Endpoints;
  readonly replays: Replays;
  readonly feedLinks: FeedLinks;
  readonly feedSecrets: FeedSecrets;
  readonly punctuality: Pick<Punctuality, 'figures'>;
  /** Wakes the workers that deliver. */
  readonly queue: DeliveryQueue;
  readonly replayQueue: ReplayQueue;
  readonly tester: Tester;
  /** The zone of documents that state none. */
  readonly defaultTimeZone: TimeZone;
  readonly claimNames: ClaimNames;
  /** What addresses that are kept begin with; `{apiId}` stands for the id of the API. */
  readonly publicUrl: string;
}

const over = routesOver<ApiDependencies>();

/** A route about what every organisation may see. */
export const route = over(any);

/** A route that makes something for the organisation in the token. */
export const memberRoute = over(member);

/** A route about what the organisation in the token has. */
export const ownRoute = over(own);
