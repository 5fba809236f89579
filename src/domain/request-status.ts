/**
 * Where a request for a system user stands, in our words. Altinn's own word travels beside it,
 * because a status we do not know is shown as it came.
 */
export type RequestSituation =
  'waiting' | 'forwarded' | 'approved' | 'rejected' | 'expired' | 'noChange' | 'unknown'

export interface ReportedStatus {
  status: string
  /** After 180 days Altinn sets this flag and leaves `status` as it was. */
  timedOut?: boolean
  escalated?: boolean
}

export function situationOf({ status, timedOut, escalated }: ReportedStatus): RequestSituation {
  switch (status) {
    case 'Accepted':
      return 'approved'
    case 'Rejected':
    case 'Denied':
      return 'rejected'
    case 'Timedout':
      return 'expired'
    case 'NoChangeNeeded':
      return 'noChange'
    case 'New':
      if (timedOut) return 'expired'
      return escalated ? 'forwarded' : 'waiting'
    default:
      return timedOut ? 'expired' : 'unknown'
  }
}
