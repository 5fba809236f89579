import { claimsOf, type Claim } from '../domain/claim-words.js'
import { printable } from '../redact.js'
import type { Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { flowHref } from './addresses.js'
import { meaningOf, partsOf } from './claim-table.js'
import { beforeAndAfter, plainToken, systemUsersToken, type Comparison } from './compared.js'
import type { Flow, Step } from './flow.js'
import { liveUpdates } from './live-updates.js'
import { stepList } from './step-list.js'
import type { ToldFlow, ToldStep } from './story.js'
import { viewSwitch } from './view-switch.js'

export interface ComparePageInput {
  place: string
  story: ToldFlow
  told: ToldStep
  comparison: Comparison
  /** What else they may see, the newest first: an ordinary token may be there. */
  otherFlows: readonly Flow[]
}

interface Side {
  rows: readonly Claim[]
  text: string
  href: string
}

/** Two things side by side, and in words what only one of them has. */
export function comparePage(input: ComparePageInput, speech: Speech) {
  const { place, story, told, comparison } = input
  const { t, say } = speech
  const words = t.inspector.compare
  const { heading, intro, none, left: before, right: after } = words[comparison]
  const sides = comparison === 'plain' ? tokensOf(input, speech) : answersOf(input, speech)
  return {
    view: 'inspector/compare',
    title: say(t.inspector.plainTitle, { heading }),
    scripts: ['live.js'],
    live: liveUpdates(
      { place, flowId: story.flow.id, step: told.number, seen: story.steps.length },
      speech,
    ),
    words,
    views: viewSwitch({ place, story, current: 'steps', step: told.number }, speech),
    list: stepList({ place, story, told }, speech),
    heading,
    intro,
    back: {
      text: say(words.back, { number: told.number }),
      href: flowHref(place, story.flow.id, { step: told.number }),
    },
    none,
    table: sides && {
      region: say(words.region, { left: before, right: after }),
      left: { text: sides.left.text, href: sides.left.href },
      right: { text: sides.right.text, href: sides.right.href },
      groups: groupsOf(sides, comparison, told, speech),
    },
  } satisfies Page & Record<string, unknown>
}

function tokensOf({ place, story, told, otherFlows }: ComparePageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.inspector.compare
  const { flow } = story
  const token = systemUsersToken(told.step)
  if (!token) return undefined
  const right: Side = {
    rows: token.rows,
    text: say(words.column, { name: words.plain.right, number: told.number }),
    href: flowHref(place, flow.id, { step: told.number }),
  }
  for (const from of [flow, ...otherFlows.filter(({ id }) => id !== flow.id)]) {
    const plain = plainToken(from.steps)
    if (!plain) continue
    const number = plain.index + 1
    const name = words.plain.left
    const left: Side = {
      rows: plain.claims.rows,
      text:
        from === flow ? say(words.column, { name, number }) : say(words.columnElsewhere, { name }),
      href: flowHref(place, from.id, { step: number }),
    }
    return { left, right }
  }
  return undefined
}

function answersOf({ place, story }: ComparePageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.inspector.compare
  const { flow } = story
  const { before, after } = beforeAndAfter(flow)
  if (before === undefined || after === undefined) return undefined
  const side = (index: number, name: string): Side => ({
    rows: membersOf(flow.steps[index]!),
    text: say(words.column, { name, number: index + 1 }),
    href: flowHref(place, flow.id, { step: index + 1 }),
  })
  return { left: side(before, words.before.left), right: side(after, words.before.right) }
}

function membersOf({ response }: Step): Claim[] {
  try {
    return claimsOf(JSON.parse(response?.body?.text ?? 'null')).map(({ path, value }) => ({
      path: printable(path),
      value: printable(value),
    }))
  } catch {
    return [] // it was cut
  }
}

function groupsOf(
  { left, right }: { left: Side; right: Side },
  comparison: Comparison,
  { step }: ToldStep,
  speech: Speech,
) {
  const words = speech.t.inspector.compare
  const { leftOnly, rightOnly } = words[comparison]
  const isOfTokens = comparison === 'plain'
  const valueIn = (side: Side, path: string) => side.rows.find(row => row.path === path)?.value
  const paths = [...new Set([...right.rows, ...left.rows].map(({ path }) => path))]
  const rows = paths.map(path => {
    const [one, other] = [valueIn(left, path), valueIn(right, path)]
    const isInBoth = one !== undefined && other !== undefined
    return {
      path: partsOf(path),
      left: one ?? words.nothing,
      right: other ?? words.nothing,
      hasLeft: one !== undefined,
      hasRight: other !== undefined,
      isInBoth,
      isSame: one === other,
      meaning: isOfTokens
        ? meaningOf(path, other ?? one ?? '', step.at + (step.durationMs ?? 0), speech)
        : undefined,
      difference: isInBoth
        ? one === other
          ? words.same
          : isOfTokens
            ? words.different
            : words.changed
        : one === undefined
          ? rightOnly
          : leftOnly,
    }
  })
  // Two tokens differ in every time and id, and that is not what matters.
  const isHere = (row: (typeof rows)[number]) => (isOfTokens ? !row.isInBoth : !row.isSame)
  return [
    {
      heading: isOfTokens ? words.inOne : words.moved,
      isHere: true,
      rows: rows.filter(isHere),
    },
    {
      heading: isOfTokens ? words.inBoth : words.unmoved,
      isHere: false,
      rows: rows.filter(row => !isHere(row)),
    },
  ].filter(group => group.rows.length > 0)
}
