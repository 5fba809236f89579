/** The same shape, in other words. A missing or surplus key does not compile. */
export type Translation<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Translation<T[K]>
}

/** The names in the `{places}` of a text; any name when the text is not known to the compiler. */
export type Places<T extends string> = string extends T
  ? string
  : T extends `${string}{${infer Place}}${infer Rest}`
    ? Place | Places<Rest>
    : never
