import type { Order } from '../asking/requests.js'
import { companyName, spacedOrganisationNumber } from '../design/formats.js'
import type { StaffExplanation } from '../web/explain.js'
import { consoleBreadcrumbs, consoleTitleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import type { Choice, Offer } from './offer.js'
import { LIST } from './list-page.js'
import { addressOfForm } from './order-page.js'
import type { OrderValues } from './order-form.js'
import { packageName } from './request-words.js'
import type { Before } from './standing-before.js'

/** What is in the way, told before anything is sent, or what Altinn answered. */
export type Obstacle =
  | Exclude<Before, { state: 'unreadable' }>
  | { state: 'unreadable'; explained: StaffExplanation }
  | { state: 'notSent'; explained: StaffExplanation }
  | {
      state: 'refused'
      code: string
      explanation?: string | undefined
      traceId?: string | undefined
    }

export interface CheckPageInput {
  order: Order
  values: OrderValues
  offer: Offer
  obstacle: Obstacle
  /** What we call the organisation when nobody has told now. */
  knownName: string | null
  systemId: string
  /** The action's, for whoever looks it up in the log. */
  reference: string
}

export function checkPage(input: CheckPageInput, speech: Speech) {
  const { order, values } = input
  const { t, say } = speech
  const words = t.requests.check
  const { organisation, kind } = order
  const company = companyOf(input)
  const form = addressOfForm(kind)
  const formName = kind === 'agent' ? t.requests.form.headingClients : t.requests.form.heading

  return {
    view: 'requests/check',
    title: consoleTitleOf(words.heading, speech),
    breadcrumbs: consoleBreadcrumbs(
      [
        { name: t.requests.heading, href: LIST },
        { name: formName, href: form },
        { name: words.heading, href: form },
      ],
      speech,
    ),
    words,
    lead: input.obstacle.state === 'refused' ? undefined : words.lead,
    action: form,
    alert: alertOf(input, company, speech),
    rows: [
      {
        name: words.rows.customer,
        value:
          organisation.name !== null
            ? company
            : input.knownName
              ? say(words.knownBefore, { company })
              : words.nameUnknown,
        more: say(t.console.organisationNumber, {
          number: spacedOrganisationNumber(organisation.organisationNumber),
        }),
      },
      {
        name: words.rows.contact,
        value:
          [organisation.contactPerson, organisation.email].filter(Boolean).join(', ') ||
          words.noContact,
      },
      { name: words.rows.type, value: t.requests.types[kind] },
      ...(values.what === 'package'
        ? [{ name: words.rows.package, value: packageName(order.packageId, speech) }]
        : []),
      { name: words.rows.reference, value: order.externalReference ?? words.noReference },
      {
        name: words.rows.returnAddress,
        value: order.returnAddress ?? t.requests.form.receipt,
      },
      { name: words.rows.system, value: input.systemId },
    ],
    asked: askedFor(order, input.offer),
    fields: fieldsOf(values),
    send: buttonOf(input.obstacle, speech),
  } satisfies Page & Record<string, unknown>
}

const companyOf = ({ order: { organisation }, knownName }: CheckPageInput): string => {
  const name = organisation.name ?? knownName
  return name ? companyName(name) : spacedOrganisationNumber(organisation.organisationNumber)
}

/** By name where Altinn tells it. */
function askedFor({ resources, accessPackages }: Order, offer: Offer) {
  const choices: readonly Choice[] =
    offer.state === 'registered' ? [...offer.rights, ...offer.accessPackages] : []
  return [...resources, ...accessPackages].map(id => {
    const known = choices.find(choice => choice.id === id)
    return { id, name: known && known.name !== id ? known.name : undefined, owner: known?.owner }
  })
}

/** Everything that was typed goes on with the form. */
const fieldsOf = (values: OrderValues): { name: string; value: string }[] =>
  Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map(one => ({ name, value: one })),
  )

/** `replaces` sends the explicit yes to a new request. No button when sending would not help. */
function buttonOf(
  obstacle: Obstacle,
  { t }: Speech,
): { text: string; replaces: boolean } | undefined {
  const words = t.requests.check
  switch (obstacle.state) {
    case 'nothing':
    case 'accessGone':
      return { text: words.create, replaces: false }
    case 'unreadable':
      return { text: words.createAnyway, replaces: false }
    case 'endedBefore':
      return { text: words.replace, replaces: true }
    case 'notSent':
    case 'refused':
      return { text: words.tryAgain, replaces: false }
    case 'waits':
      return obstacle.requestId === undefined ? { text: words.adopt, replaces: false } : undefined
    case 'hasAccess':
    case 'otherKindWaits':
    case 'unclear':
      return undefined
  }
}

interface Alert {
  tone: 'info' | 'warning' | 'danger'
  heading: string
  texts: readonly string[]
  small?: string | undefined
  link?: { text: string; href: string } | undefined
}

function alertOf(
  { obstacle, order, reference }: CheckPageInput,
  company: string,
  speech: Speech,
): Alert | undefined {
  const { t, say } = speech
  const words = t.requests.check
  switch (obstacle.state) {
    case 'nothing':
      return undefined
    case 'accessGone':
      return { tone: 'info', heading: words.accessGone.heading, texts: [words.accessGone.text] }
    case 'waits':
      return {
        tone: 'info',
        heading: words.waits.heading,
        texts: [
          say(words.waits.text, { company }),
          ...(obstacle.asksForOther ? [words.waits.other] : []),
          ...(obstacle.requestId === undefined ? [words.waits.elsewhere] : []),
        ],
        link:
          obstacle.requestId === undefined
            ? undefined
            : { text: words.waits.link, href: `${LIST}/${obstacle.requestId}` },
      }
    case 'endedBefore':
      return {
        tone: 'warning',
        heading: words.ended.heading[obstacle.situation],
        texts: [words.ended.text],
      }
    case 'hasAccess':
      return {
        tone: 'info',
        heading: words.hasAccess.heading,
        texts: [say(words.hasAccess.text[obstacle.kind], { company })],
        link: {
          text: words.hasAccess.link,
          href: `/admin/customers/${order.organisation.organisationNumber}`,
        },
      }
    case 'otherKindWaits':
      return {
        tone: 'warning',
        heading: words.otherKindWaits.heading,
        texts: [say(words.otherKindWaits.text[obstacle.waiting], { company })],
        link: obstacle.confirmUrl
          ? { text: words.otherKindWaits.link, href: obstacle.confirmUrl }
          : undefined,
      }
    case 'unclear':
      return {
        tone: 'warning',
        heading: words.unclear.heading,
        texts: [say(words.unclear.text, { company })],
        link: { text: words.unclear.link, href: `${LIST}/${obstacle.requestId}` },
      }
    case 'unreadable':
      return {
        tone: 'warning',
        heading: words.unreadable.heading,
        texts: [obstacle.explained.title, words.unreadable.text],
        small: traceOf(obstacle.explained.traceId, reference, speech),
      }
    case 'notSent':
      return {
        tone: 'danger',
        heading: words.notSent.heading,
        texts: [words.notSent.text, obstacle.explained.title, obstacle.explained.text],
        small: traceOf(obstacle.explained.traceId, reference, speech),
      }
    case 'refused':
      return refusalOf(obstacle, order, reference, speech)
  }
}

function refusalOf(
  { code, explanation, traceId }: Extract<Obstacle, { state: 'refused' }>,
  { organisation }: Order,
  reference: string,
  speech: Speech,
): Alert {
  const { t, say } = speech
  const words = t.requests.check.refused
  const remedy = remedyFor(code)
  const isInRegister =
    remedy === 'rightsNotOnSystem' || remedy === 'returnAddress' || remedy === 'unknownSystem'
  return {
    tone: 'danger',
    heading: words.heading,
    texts: [
      explanation ? say(words.text, { code, explanation }) : say(words.code, { code }),
      say(words.remedies[remedy] as string, {
        number: spacedOrganisationNumber(organisation.organisationNumber),
      }),
    ],
    small: traceOf(traceId, reference, speech),
    link: isInRegister ? { text: t.requests.form.toRegister, href: '/admin/system' } : undefined,
  }
}

const traceOf = (traceId: string | undefined, reference: string, { t, say }: Speech): string =>
  traceId
    ? say(t.requests.check.refused.trace, { trace: traceId, reference })
    : say(t.requests.check.refused.reference, { reference })

export type Remedy = keyof Speech['t']['requests']['check']['refused']['remedies']

/** What mends it, for the codes that the contract gives a vendor who asks. */
export function remedyFor(code: string): Remedy {
  return Object.hasOwn(REMEDIES, code) ? REMEDIES[code]! : 'other'
}

const REMEDIES: Readonly<Record<string, Remedy>> = {
  'AUTH-00000': 'unknownOrganisation',
  'AUTH-00001': 'rightsNotOnSystem',
  'AUTH-00011': 'unknownSystem',
  'AUTH-00021': 'returnAddress',
  'AUTH-00026': 'returnAddress',
  'AUTH-00063': 'rightsNotOnSystem',
  'AUTH-00064': 'notForThisKind',
  'AUTH-00065': 'notForThisKind',
  confirm_url: 'noAddress',
}
