import { AltinnRefused, type RefusalReason } from '../altinn/errors.js'
import {
  situationOf,
  type ReportedStatus,
  type RequestSituation,
} from '../domain/request-status.js'
import { UpstreamError } from '../upstream/errors.js'
import { startAction } from '../action.js'
import { isApprovalAddress } from '../altinn/approval-address.js'
import type { ClientConfig } from '../config.js'
import type { CommandLine } from './command-line.js'
import { Refused } from './failures.js'
import { say } from './speech.js'

/*
 * What requests and changes have in common: both are asked of Altinn, and answered by a customer.
 */

/** Where one stands. Altinn's own word is kept beside ours. */
export interface Standing {
  status: string
  situation: RequestSituation
}

export const standingOf = (reported: ReportedStatus): Standing => ({
  status: reported.status,
  situation: situationOf(reported),
})

/** In a few words. */
export const standingWords = ({ situation, status }: Standing, { t }: CommandLine): string =>
  situation === 'unknown' ? say(t.situations.unknown, { status }) : t.situations[situation]

/** Where the customer answers; null when there is nothing to answer, or Altinn's address is not its own. */
export function approvalAddress(
  { confirmUrl, ...reported }: ReportedStatus & { confirmUrl?: string | undefined },
  { addresses }: ClientConfig,
  cli: CommandLine,
): string | null {
  if (!confirmUrl || !['waiting', 'forwarded'].includes(situationOf(reported))) return null
  if (isApprovalAddress(confirmUrl, addresses.approval)) return confirmUrl
  cli.tell(cli.t.unsafeAddress)
  return null
}

/** The same with what to do about it, where we know better than Altinn's explanation. */
export function refusedAsking(error: unknown, org: string, { t }: CommandLine): unknown {
  if (!(error instanceof AltinnRefused) || !isTold(error.reason, t)) return error
  const { message, remedy }: { message: string; remedy: string } = t.request.refusals[error.reason]
  return new Refused(error.problemCode ?? error.reason, {
    message: say(message, { org }),
    remedy: say(remedy, { org }),
    ...(error.brokenRules.some(({ culprits }) => culprits !== '') && {
      details: error.brokenRules.flatMap(({ culprits }) => (culprits ? [culprits] : [])),
    }),
    ...(error.traceId !== undefined && { reference: error.traceId }),
  })
}

const isTold = (
  reason: RefusalReason,
  t: CommandLine['t'],
): reason is keyof CommandLine['t']['request']['refusals'] & RefusalReason =>
  Object.hasOwn(t.request.refusals, reason)

/** It may have been carried out, and nobody knows. */
export const isUnclear = (error: unknown, operation: (name: string) => boolean): boolean =>
  error instanceof UpstreamError && error.sent === 'unclear' && operation(error.operation)

/** For long lists: the time limit is that of a page, and the reference that of the command. */
export const perPage =
  ({ action }: CommandLine) =>
  () =>
    startAction(action.reference)

/** `2026-11-21T20:10:08Z` as a table shows it. */
export function shownInstant(
  text: string | null | undefined,
  { shortDateTime }: CommandLine,
): string {
  const instant = Date.parse(text ?? '')
  return Number.isNaN(instant) ? '' : shortDateTime(instant)
}

/** Left out where it is the organisation number, which is Altinn's own choice. */
export const shownReference = (reference: string | null | undefined, org: string): string =>
  !reference || reference === org ? '' : reference

/** For a field that is left out when there are none. */
export const listed = (names: readonly string[], { list }: CommandLine): string | undefined =>
  names.length === 0 ? undefined : list(names)
