import { HEALTHS, NEEDS_SOMEBODY, type Health } from '../domain/health.js'
import { CONSOLE, consoleTitleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'

export interface FrontPageInput {
  counts: Readonly<Record<Health, number>>
  mayReadLog: boolean
}

const TOOLS = [
  ['requests', 'requests'],
  ['batches', 'batches'],
  ['changes', 'changes'],
  ['systemRegister', 'system'],
  ['readiness', 'readiness'],
  ['reconciliation', 'reconciliation'],
  ['sessions', 'sessions'],
] as const

export function frontPage({ counts, mayReadLog }: FrontPageInput, speech: Speech) {
  const { t, number } = speech
  const words = t.console.front
  const shown = HEALTHS.filter(health => counts[health] > 0)
  const entry = (health: Health) => ({
    name: t.customers.healthNames[health],
    value: number(counts[health]),
    href: `${CONSOLE}/customers?health=${health}`,
  })
  const needy = shown.filter(health => NEEDS_SOMEBODY.includes(health))

  return {
    view: 'console/front',
    title: consoleTitleOf(t.console.heading, speech),
    heading: t.console.heading,
    words,
    needy: needy.map(entry),
    rest: shown.filter(health => !needy.includes(health)).map(entry),
    customers: { text: words.allCustomers, href: `${CONSOLE}/customers` },
    tools: [
      ...TOOLS.map(([key, path]) => ({ ...words.tools[key], href: `${CONSOLE}/${path}` })),
      ...(mayReadLog ? [{ ...words.tools.audit, href: `${CONSOLE}/log` }] : []),
    ],
  } satisfies Page & Record<string, unknown>
}
