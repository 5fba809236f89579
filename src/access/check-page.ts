import { companyName } from '../design/formats.js'
import type { NotAsked } from '../web/explain.js'
import type { Speech } from '../web/speech.js'
import type { Page } from '../web/frame.js'
import { addressWith, fieldsOf, nameOfPackage, RESOURCE_KEYS, type Now } from './change-form.js'
import { customersPlace, type ChangePlace } from './change-place.js'
import { allOf, differenceRows } from './permissions.js'
import { RESOURCE_IDS } from '../domain/packages.js'
import type { Wanted } from '../asking/system-access.js'

export interface CheckPageInput {
  company: string
  /** The customer's own pages when left out. */
  place?: ChangePlace
  now: Now
  wanted: Wanted
  failure?: CheckFailure | undefined
}

export type CheckFailure =
  | NotAsked
  | { kind: 'gone' }
  /** Another change waits; this one takes its place when the customer says so. */
  | { kind: 'anotherWaits'; id: string; createdAt: number }

export function checkPage(input: CheckPageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.access.change.check
  const company = companyName(input.company)
  const { now, wanted, failure, place = customersPlace(input.company, speech) } = input
  const isSamePackage = now.packageId === wanted.packageId
  const ids = allOf(
    RESOURCE_KEYS.map(key => RESOURCE_IDS[key]),
    now.resources,
    wanted.resources,
  )
  const rows = differenceRows(now.resources, wanted.resources, ids, speech)
  const isNothing = rows.every(({ tag }) => tag === undefined)

  return {
    view: 'access/check',
    title: place.titleOf(words.heading),
    breadcrumbs: place.breadcrumbs(words.heading, addressWith(place.check, wanted)),
    words,
    lead: isNothing ? undefined : say(words.lead, { company }),
    alert: failure
      ? alertOf(failure, company, place, speech)
      : isNothing
        ? ({
            tone: 'info',
            text: isSamePackage ? words.nothing : words.nothingButPackage,
          } satisfies Alert)
        : undefined,
    packageChange: isSamePackage
      ? undefined
      : say(words.packageChange, {
          before: nameOfPackage(now.packageId),
          after: nameOfPackage(wanted.packageId),
        }),
    rows,
    who: isNothing ? undefined : place.who,
    action: place.check,
    home: { text: place.toHome, href: place.home },
    fields: Object.entries(fieldsOf(wanted)).map(([name, value]) => ({ name, value })),
    send: isNothing && isSamePackage ? undefined : buttonOf(failure, isNothing, place, speech),
    edit: addressWith(place.choose, wanted),
  } satisfies Page & Record<string, unknown>
}

/** `replaces` sends the explicit yes. No button when sending would not help. */
function buttonOf(
  failure: CheckFailure | undefined,
  isPackageOnly: boolean,
  { submit }: ChangePlace,
  { t }: Speech,
): { text: string; replaces: boolean } | undefined {
  const words = t.access.change.check
  switch (failure?.kind) {
    case undefined:
      return { text: isPackageOnly ? words.submitPackage : submit, replaces: false }
    case 'noAnswer':
    case 'explained':
    case 'refused':
      return { text: words.tryAgain, replaces: false }
    case 'anotherWaits':
      return { text: words.replace, replaces: true }
    case 'gone':
      return undefined
  }
}

interface Alert {
  tone: 'info' | 'warning' | 'danger'
  title?: string
  text: string
  link?: { text: string; href: string }
}

function alertOf(
  failure: CheckFailure,
  company: string,
  place: ChangePlace,
  speech: Speech,
): Alert {
  const { t, say, date } = speech
  const words = t.access.change.failed
  switch (failure.kind) {
    case 'noAnswer':
      return {
        tone: 'danger',
        text: say(words.noAnswer, { service: t.services[failure.service] }),
      }
    case 'explained':
      return { tone: 'danger', ...failure.words }
    case 'refused':
      return { tone: 'danger', text: say(words.refused, { code: failure.code }) }
    case 'gone':
      return {
        tone: 'danger',
        text: say(words.gone, { company }),
        link: { text: place.toHome, href: place.home },
      }
    case 'anotherWaits':
      return {
        tone: 'warning',
        text: say(words.waiting, { date: date(failure.createdAt) }),
        link: {
          text: words.waitingLink,
          href: place.changeHref(failure.id),
        },
      }
  }
}
