import type { Speech } from '../web/speech.js'
import type { Check, CheckState, Group, NextStep } from './check.js'
import type { Readiness } from './readiness.js'
import { headlineWords, stepWords, wordsOf } from './words.js'

/** How the lines look on a page: an icon and a word for each state, never the colour alone. */
const LOOKS: Readonly<Record<CheckState, { icon: string; tone: string }>> = {
  ok: { icon: 'CheckmarkCircle', tone: 'success' },
  failed: { icon: 'XMarkOctagon', tone: 'danger' },
  warning: { icon: 'ExclamationmarkTriangle', tone: 'warning' },
  notAllowed: { icon: 'PadlockLocked', tone: 'warning' },
  notAsked: { icon: 'MinusCircle', tone: 'neutral' },
  unknown: { icon: 'ClockDashed', tone: 'neutral' },
}

/** In the order of the checks, each group under its heading. */
export function linesByGroup({ checks }: Readiness, speech: Speech) {
  const groups = new Map<Group, Check[]>()
  for (const line of checks) groups.set(line.group, [...(groups.get(line.group) ?? []), line])
  return [...groups].map(([group, lines]) => ({
    id: group,
    heading: speech.t.readiness.groups[group],
    lines: lines.map(line => lineOf(line, speech)),
  }))
}

function lineOf(line: Check, speech: Speech) {
  const { title, name, ...words } = wordsOf(line, speech)
  return {
    ...words,
    ...LOOKS[line.state],
    name,
    // On the headline it stands alone; here the name is right above.
    title: title === name ? undefined : title,
    remedy: line.state === 'ok' ? undefined : words.remedy,
  }
}

/** @param here the address that asks again */
export function alertOf(readiness: Readiness, here: string, speech: Speech) {
  const { next, tone, title, text, remedy } = headlineWords(readiness, speech)
  return {
    tone,
    title,
    text,
    remedy,
    // When all is well there is nothing to press.
    link:
      tone === 'success' ? undefined : { text: stepWords(next, speech), href: hrefOf(next, here) },
  }
}

function hrefOf(next: NextStep, here: string): string {
  switch (next.step) {
    case 'newRequest':
      return `/admin/requests/new?organisationNumber=${encodeURIComponent(next.organisationNumber)}`
    case 'openRequest':
      return `/admin/requests/${encodeURIComponent(next.requestId)}`
    case 'openSystem':
      return '/admin/system'
    case 'tryReference':
      return detectiveHref(next.organisationNumber, {
        reference: next.externalReference === next.organisationNumber ? '' : next.externalReference,
      })
    case 'checkAgain':
      return here
  }
}

/** @param query.reference empty for none, and left out to follow our newest request */
export function detectiveHref(
  organisationNumber: string,
  query: { reference?: string; kind?: string } = {},
  ending = '',
): string {
  const search = new URLSearchParams(query).toString()
  const path = `/admin/customers/${encodeURIComponent(organisationNumber)}/detective${ending}`
  return search === '' ? path : `${path}?${search}`
}
