import type { Check, CheckState } from './check.js'

/** What stands on top. `check` is a place in the list of checks. */
export type Headline =
  | { kind: 'inOrder' }
  /** A token was given: there is nothing to find. */
  | { kind: 'works' }
  /** The first that is wrong. */
  | { kind: 'cause'; check: number }
  | { kind: 'warning'; check: number }
  /** Nothing wrong was found, but not everything could be asked. */
  | { kind: 'notAllowed'; check: number }
  | { kind: 'noAnswer'; check: number }
  /** Everything is ticked, and Maskinporten refuses all the same. */
  | { kind: 'causeNotFound'; check: number }

const firstOf = (checks: readonly Check[], state: CheckState): number =>
  checks.findIndex(line => line.state === state)

export function headlineOfInstallation(checks: readonly Check[]): Headline {
  const order = [
    ['failed', 'cause'],
    ['notAllowed', 'notAllowed'],
    ['unknown', 'noAnswer'],
    ['warning', 'warning'],
  ] as const
  for (const [state, kind] of order) {
    const at = firstOf(checks, state)
    if (at >= 0) return { kind, check: at }
  }
  return { kind: 'inOrder' }
}

/** The lines stand in the order in which one makes the next ones fail, so the first tells why. */
export function headlineOfCustomer(checks: readonly Check[]): Headline {
  const grantAt = checks.findIndex(({ id }) => id === 'grant')
  const grant = checks[grantAt]
  if (grant?.state === 'ok') return { kind: 'works' }

  const causes = checks.slice(0, grantAt)
  const failed = firstOf(causes, 'failed')
  if (failed >= 0) return { kind: 'cause', check: failed }
  if (grant?.state === 'notAllowed') return { kind: 'notAllowed', check: grantAt }
  const notAllowed = firstOf(causes, 'notAllowed')
  if (notAllowed >= 0) return { kind: 'notAllowed', check: notAllowed }
  const unknown = firstOf(checks, 'unknown')
  if (unknown >= 0) return { kind: 'noAnswer', check: unknown }
  return grant?.finding === 'refused303'
    ? { kind: 'causeNotFound', check: grantAt }
    : { kind: 'cause', check: grantAt }
}
