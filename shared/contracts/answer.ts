import type * as z from 'zod';

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** What an answer of this schema is made of. */
export type AnswerOf<Schema extends z.ZodType> = DeepReadonly<z.input<Schema>>;
