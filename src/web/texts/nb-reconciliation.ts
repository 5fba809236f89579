/** What Altinn has, beside what we have: {@link nb} takes these in. */
export const nbReconciliation = {
  heading: '',
} as const
