/** Who must say yes when a package changes: {@link nb} takes these in. */
export const nbPlanner = {
  heading: '',
} as const
