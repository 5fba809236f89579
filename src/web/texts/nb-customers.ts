/** The customers and their health: {@link nb} takes these in. */
export const nbCustomers = {
  heading: '',
} as const
