/** Where Røntgen is: for visitors, and for our own people, whose session is met under `/admin` only. */
export const PLACES = ['/inspector', '/admin/inspector'] as const

/** The views of a flow; the first is the one without a name. */
export type View = 'steps' | 'sequence' | 'log' | 'present'

/** Where a flow is shown: every view, step and claim is an address one can send to somebody. */
export function flowHref(
  place: string,
  flowId: string,
  {
    view = 'steps',
    ...rest
  }: { view?: View; step?: number; focus?: number; compare?: 'plain' | 'before' } = {},
): string {
  const query = new URLSearchParams()
  if (view !== 'steps') query.set('view', view)
  for (const [name, value] of Object.entries(rest))
    if (value !== undefined) query.set(name, String(value))
  return `${place}/flows/${flowId}${query.size > 0 ? `?${query}` : ''}`
}
