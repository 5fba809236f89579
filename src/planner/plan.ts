import type { PlannedRow } from '../database/planned-customers.js'

/**
 * What has to happen so that an access has what a package asks for.
 *
 * - `nothing`: it has it all
 * - `change`: a change request for what it lacks
 * - `recreate`: a system user for clients stays as it is, so a new one takes its place, and the
 *   clients are added anew in Altinn
 * - `waiting`: the customer has been asked and has not answered
 * - `refused`: the customer has said no to this; it can be asked again
 */
export const VERDICTS = ['change', 'recreate', 'refused', 'waiting', 'nothing'] as const
export type Verdict = (typeof VERDICTS)[number]

/** Where something can be done. */
export const CAN_BE_DONE: readonly Verdict[] = ['change', 'recreate', 'refused']

export interface PlannedCustomer extends PlannedRow {
  verdict: Verdict
  /** Ids of rights that the package asks for and the access does not have. */
  lacking: string[]
}

export const planFor = (
  rows: readonly PlannedRow[],
  wanted: readonly string[],
): PlannedCustomer[] =>
  rows.map(row => {
    const lacking = wanted.filter(id => !row.rights.includes(id))
    return { ...row, lacking, verdict: verdictOn(row, lacking) }
  })

function verdictOn(row: PlannedRow, lacking: readonly string[]): Verdict {
  if (lacking.length === 0) return 'nothing'
  if (row.kind === 'agent') return verdictOnRequest(row)
  const { change } = row
  if (!change) return 'change'
  if (change.state !== 'ended' && change.state !== 'failed') return 'waiting'
  const wasAboutThis = lacking.every(id => change.rights.includes(id))
  return change.failure === 'rejected' && wasAboutThis ? 'refused' : 'change'
}

function verdictOnRequest({ request }: PlannedRow): Verdict {
  if (!request || request.state === 'failed') return 'recreate'
  if (request.status === 'Rejected' || request.status === 'Denied') return 'refused'
  return request.state === 'ended' ? 'recreate' : 'waiting'
}
