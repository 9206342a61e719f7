import type { BusTarget, QueueTarget } from '#shared/domain/subscription.ts';

/** Where a queue or an event bus is, and its name there. */
export interface Place {
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

// The region becomes part of a host name: only what can be one gets through.
const start = '^arn:(?:aws|aws-cn|aws-us-gov)';
const place = String.raw`(?<region>[a-z]{2,4}(?:-[a-z]+){1,3}-\d{1,2}):(?<account>\d{12})`;

// A bus of a partner has a name of several parts, none of them like a step in a path.
const part = String.raw`(?!\.{1,2}(?:/|$))[A-Za-z0-9._-]+`;

const forms = {
  sqs: new RegExp(String.raw`${start}:sqs:${place}:(?<name>(?!.{81})[A-Za-z0-9_-]+(?:\.fifo)?)$`),
  eventBridge: new RegExp(
    `${start}:events:${place}:event-bus/(?<name>(?!.{257})${part}(?:/${part})*)$`,
  ),
};

/** Undefined where it is not the ARN of such a target. */
export const placeOf = ({ type, arn }: QueueTarget | BusTarget): Place | undefined => {
  const { region, account, name } = forms[type].exec(arn)?.groups ?? {};
  if (region === undefined || account === undefined || name === undefined) return undefined;
  return { region, account, name };
};

/** Whether the target is where the ARN begins to say, in whatever partition either is written. */
export const isWithin = (target: QueueTarget | BusTarget, start: string): boolean => {
  const place = placeOf(target);
  const within = placeOf({ ...target, arn: start });
  return (
    place !== undefined &&
    within !== undefined &&
    place.region === within.region &&
    place.account === within.account &&
    place.name.startsWith(within.name)
  );
};
