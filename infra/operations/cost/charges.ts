import { type Charge, monthOf } from './month.ts';
import type { StackParts } from './stack-parts.ts';
import { monitoring, security, transfer } from './upkeep.ts';
import type { Usage } from './usage.ts';
import { compute, files, messaging, tables } from './work.ts';
import type { Workload } from './workload.ts';

/** Everything that a month with this workload is charged for, part by part. */
export const chargesOf = (workload: Workload, stack: StackParts, usage: Usage): Charge[] => {
  const month = monthOf(workload, stack, usage);
  return [compute, tables, files, messaging, monitoring, security, transfer].flatMap((part) =>
    part(month),
  );
};
