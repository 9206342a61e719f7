import type { UserPool } from '../../../infra/local/identity.ts';
import type { Stack } from '../../../infra/local/stack-file.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The stack that this test run has deployed. */
    stack: Stack;
    /** Where its users sign in. */
    userPool: UserPool;
  }
}
