/**
 * For a function that handles much, one thing after another: V8 gives new objects 4 MB and all others 512, instead of
 * ever more while there is memory, so that memory shows what is in use. `test/bench/midnight/memory.ts` measures with it.
 */
export const boundedHeap = ['--max-semi-space-size=4', '--max-old-space-size=512'] as const;
