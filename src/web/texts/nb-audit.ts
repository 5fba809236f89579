/** The audit log and the sessions of staff: {@link nb} takes these in. */
export const nbAudit = {
  heading: '',
} as const
