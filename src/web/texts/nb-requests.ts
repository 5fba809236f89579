/** Requests that the vendor makes: {@link nb} takes these in. */
export const nbRequests = {
  heading: '',
} as const
