import { consoleTitleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import {
  applied,
  differencesBetween,
  isSame,
  languagesOf,
  LISTS,
  NOTHING,
  TEXTS,
  vanishing,
  without,
  type Content,
  type ListKey,
  type Patch,
} from './content.js'
import { registerBreadcrumbs } from './edit-page.js'
import { doubtsAbout, type Known } from './entry-rules.js'
import type { Alert } from './failure-words.js'
import { withoutQuery, type Needs } from './needs.js'
import { placeOf } from './system-page.js'
import { allWords, differenceWords, entryWords, textField, yesOrNo } from './words.js'

export interface CheckPageInput {
  id: string
  ours: string
  /** What Altinn has just now; undefined for a system that is not there. */
  now: Content | undefined
  patch: Patch
  unknownMembers: readonly string[]
  /** Members of a file that nothing is done with. */
  ignored?: readonly string[]
  customers: number
  needs: Needs
  known: Known
  /** What was shown before somebody else changed it: `none` when it was not there. */
  meanwhile?: { seen: Content | undefined } | undefined
  failure?: Alert | undefined
  /** What was typed to confirm, when it is not the id. */
  typed?: string | undefined
}

interface Row {
  field: string
  before: string | undefined
  after: string | undefined
  isCode: boolean
  tag: { text: string; tone: string } | undefined
}

interface Group {
  heading: string
  note: string | undefined
  rows: Row[]
}

/** Old and new side by side. Nothing has been sent. */
export function checkPage(input: CheckPageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.systemRegister
  const { id, ours, now, patch, known, typed } = input
  const before = now ?? NOTHING
  const after = applied(before, patch)
  const differences = differencesBetween(before, after)
  const going = vanishing(differences)
  const changes = now === undefined || differences.length > 0
  const heading = now ? words.check.heading : words.check.headingNew
  const mustType = going.length > 0
  const problem = typed !== undefined && mustType ? say(words.check.mustType, { id }) : undefined

  return {
    view: 'system-register/check',
    title: consoleTitleOf(heading, speech, problem !== undefined),
    breadcrumbs: registerBreadcrumbs(heading, '/admin/system/check', id, ours, speech),
    words,
    heading,
    // After a failure nobody may know, and the alert says what is true.
    lead: input.failure ? undefined : words.check.lead,
    alerts: alertsOf(input, before, after, speech),
    problemsTitle: t.problems.summary,
    problems: problem === undefined ? [] : [{ field: 'typed', text: problem }],
    groups: groupsOf(before, after, patch, now === undefined, known, speech).map(group => ({
      ...group,
      region: say(words.check.caption, { what: group.heading }),
    })),
    unchanged: now ? unchangedRows(before, after, known, speech) : [],
    vanishing: mustType
      ? {
          heading: say(words.check.vanishing[speech.plural(going.length)], {
            count: speech.number(going.length),
          }),
          lines: [
            ...new Set(going.map(({ what }) => words.check.goes[what])),
            say(words.customers[speech.plural(input.customers)], {
              count: speech.number(input.customers),
            }),
            words.customersHint,
            words.check.vanishingText,
          ],
          needed: neededWords(input, going, speech),
        }
      : undefined,
    form: changes
      ? {
          action: '/admin/system/check',
          hidden: [
            { name: 'system', value: id },
            { name: 'patch', value: JSON.stringify(patch) },
            { name: 'seen', value: now ? JSON.stringify(now) : '' },
          ],
          button: now
            ? mustType
              ? words.check.sendVanishing
              : words.check.send
            : words.check.sendNew,
          isDangerous: mustType,
          typed: mustType
            ? {
                label: words.check.typed,
                hint: say(words.check.typedHint, { id }),
                value: typed ?? '',
                problem,
              }
            : undefined,
        }
      : undefined,
    back: { href: `/admin/system${placeOf(id, ours)}`, text: t.console.cancel },
  } satisfies Page & Record<string, unknown>
}

function alertsOf(input: CheckPageInput, before: Content, after: Content, speech: Speech): Alert[] {
  const { t, say } = speech
  const words = t.systemRegister
  const { id, ours, now, known, meanwhile, failure, ignored = [], unknownMembers } = input
  const doubts = doubtsAbout(before, after, known)
  const hides = before.isVisible && input.patch.isVisible === false
  const isForced = hides && input.patch.accessPackages.add.length > 0
  const isSame = now !== undefined && differencesBetween(before, after).length === 0
  return [
    ...(failure ? [failure] : []),
    ...(meanwhile
      ? [
          {
            tone: 'warning' as const,
            heading: words.check.meanwhile,
            text: words.check.meanwhileText,
            list: !now
              ? [words.check.meanwhileGone]
              : !meanwhile.seen
                ? [words.check.meanwhileNew]
                : differencesBetween(meanwhile.seen, now).map(difference =>
                    differenceWords(difference, known, speech),
                  ),
          },
        ]
      : []),
    ...(isSame
      ? [
          {
            tone: 'info' as const,
            heading: words.check.nothing,
            text: words.check.nothingText,
          },
        ]
      : []),
    ...(id === ours
      ? []
      : [{ tone: 'info' as const, text: say(words.check.otherId, { ours, id }) }]),
    ...(unknownMembers.length > 0
      ? [
          {
            tone: 'warning' as const,
            text: say(words.unknownMembers, { members: speech.list(unknownMembers) }),
          },
        ]
      : []),
    ...(doubts.length > 0
      ? [
          {
            tone: 'warning' as const,
            text: say(words.check.doubt, {
              list: speech.list(doubts.map(({ value }) => value)),
            }),
          },
        ]
      : []),
    ...(ignored.length > 0
      ? [
          {
            tone: 'info' as const,
            text: say(words.check.ignored, { list: speech.list(ignored.slice(0, 20)) }),
          },
        ]
      : []),
    ...(isForced ? [{ tone: 'warning' as const, text: words.check.hides }] : []),
  ]
}

/** What SmartCloud itself would miss. */
function neededWords(
  { id, ours, needs, known }: CheckPageInput,
  going: readonly { what: ListKey; value: string }[],
  speech: Speech,
): string | undefined {
  if (id !== ours) return undefined
  const needed = going.filter(({ what, value }) =>
    needs[what].some(one =>
      isSame[what](one, what === 'returnAddresses' ? withoutQuery(value) : value),
    ),
  )
  return needed.length === 0
    ? undefined
    : speech.say(speech.t.systemRegister.check.neededByUs, {
        list: allWords(needed, known, speech),
      })
}

/** The parts that change: texts line by line, and each touched list whole, with what comes and goes. */
function groupsOf(
  before: Content,
  after: Content,
  patch: Patch,
  isNew: boolean,
  known: Known,
  speech: Speech,
): Group[] {
  const { t } = speech
  const words = t.systemRegister
  const tags = {
    changed: { text: words.check.tags.changed, tone: 'info' },
    comes: { text: words.check.tags.comes, tone: 'success' },
    goes: { text: words.check.tags.goes, tone: 'danger' },
  }
  const texts: Row[] = TEXTS.flatMap(key =>
    languagesOf(before[key], after[key])
      .filter(language => before[key][language] !== after[key][language])
      .map(language => ({
        field: textField(key, language, speech),
        before: before[key][language],
        after: after[key][language],
        isCode: false,
        tag: isNew ? undefined : tags.changed,
      })),
  )
  const visible: Row[] =
    isNew || before.isVisible !== after.isVisible
      ? [
          {
            field: words.fields.isVisible,
            before: isNew ? undefined : yesOrNo(before.isVisible, speech),
            after: yesOrNo(after.isVisible, speech),
            isCode: false,
            tag: isNew ? undefined : tags.changed,
          },
        ]
      : []
  const lists = LISTS.flatMap(what => {
    const goes = without(what, before[what], after[what])
    const comes = without(what, after[what], before[what])
    if (!isNew && goes.length + comes.length === 0) return []
    const row = (value: string): Row => {
      const text = entryWords(what, value, known, speech)
      return {
        field: words.one[what],
        before: comes.includes(value) ? undefined : text,
        after: goes.includes(value) ? undefined : text,
        isCode: text === value,
        tag: goes.includes(value)
          ? tags.goes
          : comes.includes(value) && !isNew
            ? tags.comes
            : undefined,
      }
    }
    return [
      {
        heading: words.fields[what],
        note: isNew || patch[what].remove.length === 0 ? undefined : words.check.replaces,
        rows: [...before[what], ...comes].map(row),
      },
    ]
  })
  const plain = [...texts, ...visible]
  return [
    ...(plain.length > 0 ? [{ heading: words.facts, note: undefined, rows: plain }] : []),
    ...lists,
  ]
}

/** Everything that is not in the table: it is sent again as it is. */
function unchangedRows(before: Content, after: Content, known: Known, speech: Speech) {
  const { t } = speech
  const words = t.systemRegister
  const lists = LISTS.filter(
    what =>
      without(what, before[what], after[what]).length === 0 &&
      without(what, after[what], before[what]).length === 0,
  )
  return [
    ...TEXTS.flatMap(key =>
      languagesOf(before[key])
        .filter(language => before[key][language] === after[key][language])
        .map(language => ({
          name: textField(key, language, speech),
          values: [before[key][language] ?? words.none],
        })),
    ),
    ...(before.isVisible === after.isVisible
      ? [{ name: words.fields.isVisible, values: [yesOrNo(before.isVisible, speech)] }]
      : []),
    ...lists.map(what => ({
      name: words.fields[what],
      values:
        before[what].length === 0
          ? [words.none]
          : before[what].map(value => entryWords(what, value, known, speech)),
    })),
  ]
}
