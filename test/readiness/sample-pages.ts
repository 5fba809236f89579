import type { Check, CheckId, CheckState, Facts } from '../../src/readiness/check.js'
import { detectivePage, startPage } from '../../src/readiness/detective-page.js'
import type { Headline } from '../../src/readiness/headline.js'
import { readinessPage } from '../../src/readiness/readiness-page.js'
import type { CustomerSubject, Readiness } from '../../src/readiness/readiness.js'
import type { Page } from '../../src/web/frame.js'
import type { Speech } from '../../src/web/speech.js'
import { nbReadiness } from '../../src/web/texts/nb-readiness.js'

const NOW = Date.UTC(2026, 10, 20, 8)
const STATES = Object.keys(nbReadiness.states) as CheckState[]

/** Everything that can be found. */
export const everyFinding = (facts: Facts): Check[] =>
  (Object.entries(nbReadiness.checks) as [CheckId, { findings: object }][]).flatMap(
    ([id, { findings }], at) =>
      [...Object.keys(findings), ...Object.keys(nbReadiness.common)].map((finding, i): Check => ({
        id,
        group: 'customer',
        state: STATES[(at + i) % STATES.length]!,
        finding,
        facts: i === 0 ? facts : {},
      })),
  )

/**
 * Every page of the readiness, with every finding and every headline.
 *
 * @param evil what an upstream or a visitor may have written
 */
export function readinessPages(evil: string): Record<string, (speech: Speech) => Page> {
  const facts: Facts = {
    service: evil,
    scope: evil,
    description: evil,
    missing: [evil, evil],
    clientId: evil,
    refusal: 'MP-200',
    seconds: 12,
    expiresAt: NOW,
    createdAt: NOW,
    kind: evil,
  }
  const checks = everyFinding(facts)
  const step = { step: 'tryReference', organisationNumber: evil, externalReference: evil } as const
  const withSteps: Check[] = [
    { ...checks[0]!, remedy: step },
    { ...checks[0]!, remedy: { step: 'newRequest', organisationNumber: evil } },
    { ...checks[0]!, remedy: { step: 'openRequest', requestId: evil } },
    { ...checks[0]!, remedy: { step: 'openSystem' } },
    { ...checks[0]!, finding: 'refused', facts },
  ]
  const headlines: Headline[] = [
    { kind: 'inOrder' },
    { kind: 'works' },
    ...withSteps.map((_, check): Headline => ({ kind: 'cause', check })),
    { kind: 'warning', check: 0 },
    { kind: 'notAllowed', check: 0 },
    { kind: 'noAnswer', check: 0 },
    { kind: 'causeNotFound', check: 0 },
  ]
  const subject: CustomerSubject = {
    kind: 'customer',
    organisationNumber: '310261629',
    companyName: evil,
    externalReference: evil,
    requestKind: 'standard',
    leads: [
      { externalReference: evil, kind: 'agent' },
      { externalReference: null, kind: 'standard' },
    ],
  }
  const found = (headline: Headline, lines: Check[]): Readiness & { subject: CustomerSubject } => ({
    subject,
    headline,
    checks: lines,
    support: { time: evil, traceId: evil, organisationNumber: '310261629' },
    readAt: NOW,
  })

  return {
    // In two halves, as no real page has all of it.
    ...Object.fromEntries(
      [checks.slice(0, checks.length / 2), checks.slice(checks.length / 2)].map((half, i) => [
        `readiness, half ${i + 1} of everything`,
        (speech: Speech) => readinessPage(found({ kind: 'inOrder' }, half), speech),
      ]),
    ),
    ...Object.fromEntries(
      headlines.map((headline, i) => [
        `detective, ${i} ${headline.kind}`,
        (speech: Speech) => detectivePage(found(headline, withSteps), speech),
      ]),
    ),
    'detective, of nobody we know': speech =>
      detectivePage(
        { ...found({ kind: 'works' }, withSteps), subject: { ...subject, companyName: null } },
        speech,
      ),
    'detective, start': speech => startPage({ typed: '' }, speech),
    'detective, start with a problem': speech =>
      startPage({ typed: evil, problem: 'notNineDigits' }, speech),
  }
}
