import type { Route } from '#shared/runtime/route.ts';
import { adoptionRoutes } from './adoptions.ts';
import { decisionRoutes } from './decisions.ts';
import { deliveryRoutes } from './deliveries.ts';
import type { ApiDependencies } from './dependencies.ts';
import { docsRoutes } from './docs.ts';
import { documentRoutes } from './documents.ts';
import { erasureRoutes } from './erasures.ts';
import { eventRoutes } from './events.ts';
import { feedRoutes } from './feeds.ts';
import { groupDecisionRoutes } from './group-decisions.ts';
import { healthRoutes } from './health.ts';
import { punctualityRoutes } from './punctuality.ts';
import { recipientRoutes } from './recipients.ts';
import { subscriptionActionRoutes } from './subscription-actions.ts';
import { subscriptionRoutes } from './subscriptions.ts';
import { timelineRoutes } from './timeline.ts';
import { upcomingRoutes } from './upcoming.ts';
import { versionRoutes } from './versions.ts';

/** Every operation of the API: what is served is what is described. */
export const routes: readonly Route<ApiDependencies>[] = [
  ...documentRoutes,
  ...timelineRoutes,
  ...adoptionRoutes,
  ...versionRoutes,
  ...erasureRoutes,
  ...decisionRoutes,
  ...groupDecisionRoutes,
  ...recipientRoutes,
  ...upcomingRoutes,
  ...punctualityRoutes,
  ...eventRoutes,
  ...subscriptionRoutes,
  ...subscriptionActionRoutes,
  ...deliveryRoutes,
  ...feedRoutes,
  ...healthRoutes,
  ...docsRoutes,
];
