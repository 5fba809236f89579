/** Many customers at once: {@link nb} takes these in. */
export const nbBatches = {
  heading: '',
} as const
