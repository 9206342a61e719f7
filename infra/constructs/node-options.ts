/**
 * For a function that handles much, one thing after another: V8 gives new objects 4 MB and no more, instead of ever
 * more while they come, so that memory says what is in use. `test/bench/midnight/memory.ts` measures with it.
 */
export const smallYoungGeneration = '--max-semi-space-size=4';
