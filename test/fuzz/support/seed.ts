/** Of all that is generated; FUZZ_SEED looks elsewhere, or at a failure again. */
export const seed = Number(process.env.FUZZ_SEED ?? 20260701);
