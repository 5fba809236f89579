/** What is in order, and what is not: {@link nb} takes these in. */
export const nbReadiness = {
  heading: '',
} as const
