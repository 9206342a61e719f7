import type { FunctionName } from './functions.ts';
import type { Installation } from './installation.ts';
import type { Ports } from './ports.ts';
import type { Stores } from './stores.ts';

/** A bug, put between the functions and what they are given. */
export interface Plant {
  readonly name: string;
  /** Stores in place of the true ones. */
  readonly stores?: (stores: Stores) => Partial<Stores>;
  /** Ports of one invocation in place of the true ones. */
  readonly ports?: (ports: Ports, name: FunctionName, world: Installation) => Partial<Ports>;
  /** The function whose failed items its source does not hear of. */
  readonly failuresUnheard?: FunctionName;
}
