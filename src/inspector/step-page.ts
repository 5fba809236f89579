import { STATUS_CODES } from 'node:http'
import type { Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { flowHref } from './addresses.js'
import { indented, queryOf, shownBody } from './body.js'
import { partsOf, problemsOf, tableOf, type ClaimTable } from './claim-table.js'
import { claimsIn } from './claims.js'
import { mayCompare } from './compared.js'
import { curlOf } from './curl.js'
import type { Message, SeenJwt, Step } from './flow.js'
import { lanesShown } from './lanes.js'
import { liveUpdates } from './live-updates.js'
import { stepList } from './step-list.js'
import type { ToldFlow, ToldStep } from './story.js'
import { tiedTable } from './tied-claims.js'
import { viewSwitch } from './view-switch.js'

export interface StepPageInput {
  place: string
  story: ToldFlow
  told: ToldStep
  /** What we are in the system register. */
  systemId?: string | undefined
}

export function stepPage({ place, story, told, systemId }: StepPageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.inspector.stepView
  const { number, title, step, sentence, docs } = told
  const { flow, steps } = story
  const tokenTable = tableOf(step, 'response', speech)
  const grantTable = tableOf(step, 'request', speech)
  const comparison = mayCompare(step)
  return {
    view: 'inspector/step',
    title: say(t.inspector.title, { number, count: steps.length, step: title }),
    scripts: ['copy.js', 'live.js', 'keys.js'],
    live: liveUpdates({ place, flowId: flow.id, step: number, seen: steps.length }, speech),
    words,
    /** Of every token. */
    hidden: t.inspector.signatureHidden,
    views: viewSwitch({ place, story, current: 'steps', step: number }, speech),
    list: stepList({ place, story, told }, speech),
    heading: say(words.heading, { number, title }),
    pager: pagerOf(place, story, told, speech),
    lanes: lanesShown(told, speech),
    sentence,
    request: requestShown(told, speech),
    response: responseShown(told, speech),
    used: usedToken(place, story, told, speech),
    keptFrom: keptFrom(place, story, told, speech),
    difference: claimsIn(step, 'response')?.isSystemUsers === true ? words.difference : undefined,
    links: [
      ...(comparison === undefined
        ? []
        : [
            {
              text: comparison === 'plain' ? words.comparePlain : words.compareBefore,
              href: flowHref(place, flow.id, { step: number, compare: comparison }),
            },
          ]),
      ...(docs ? [{ text: docs.name, href: docs.href }] : []),
    ],
    tables: [tokenTable, grantTable].filter((table): table is ClaimTable => table !== undefined),
    tied: tiedTable(step, flow.isImported ? undefined : systemId, speech),
  } satisfies Page & Record<string, unknown>
}

function pagerOf(place: string, { flow, steps }: ToldFlow, { number }: ToldStep, speech: Speech) {
  const words = speech.t.inspector.stepView
  const to = (step: number) =>
    step >= 1 && step <= steps.length ? flowHref(place, flow.id, { step }) : undefined
  return {
    label: words.pager,
    position: speech.say(words.position, { number, count: steps.length }),
    previous: { text: words.previous, href: to(number - 1) },
    next: { text: words.next, href: to(number + 1) },
  }
}

function requestShown({ step, call }: ToldStep, speech: Speech) {
  const { t, say, list } = speech
  const words = t.inspector.stepView
  if (call === undefined || step.url === undefined) return undefined
  const { method = 'GET', url, request, tokens } = step
  const curl = curlOf(step)
  const body = request?.body && shownBody(request.body, tokens, speech)
  return {
    heading: step.kind === 'redirect' ? words.address : t.inspector.request,
    method,
    url: partsOf(url.split('?')[0]!),
    pairs: [...queryOf(url, tokens), ...(body?.pairs ?? [])],
    body: body?.pairs ? undefined : body,
    cut: body?.cut,
    headers: headersOf(request),
    jwts: jwtsOf(step, 'request', speech),
    curl: curl && {
      command: curl.command,
      rows: Math.min(12, curl.command.split('\n').length + 2),
      secrets:
        curl.names.length > 0 ? say(words.curlSecrets, { names: list(curl.names) }) : undefined,
    },
  }
}

function responseShown({ step, tag, duration }: ToldStep, speech: Speech) {
  const { t, say } = speech
  const words = t.inspector.stepView
  if (step.kind !== 'call') return undefined
  const { status, failure, response, tokens } = step
  const body = response?.body && shownBody(response.body, tokens, speech)
  return {
    heading: t.inspector.response,
    tag: {
      text: status === undefined ? tag.text : [status, STATUS_CODES[status]].join(' ').trim(),
      tone: tag.tone,
    },
    failure:
      status === undefined
        ? {
            heading: say(t.inspector.noAnswer, { duration: duration ?? '' }),
            reason: reasonOf(failure, speech),
          }
        : undefined,
    lifetime: lifetimeOf(step, speech),
    headers: headersOf(response),
    body,
    nothing: status !== undefined && !body ? words.nothingBack : undefined,
    jwts: jwtsOf(step, 'response', speech),
  }
}

function reasonOf(failure: string | undefined, { t }: Speech): string {
  const reasons: Readonly<Record<string, string>> = t.inspector.stepView.failures
  return failure !== undefined && Object.hasOwn(reasons, failure)
    ? reasons[failure]!
    : t.inspector.stepView.failures.unknown
}

const headersOf = (message: Message | undefined) => message?.headers ?? []

/** «access_token, utløper om 2 min 0 s»: as the answer says, or else the token itself. */
function lifetimeOf(step: Step, speech: Speech): string | undefined {
  const { t, say } = speech
  const words = t.inspector.stepView
  const { expires_in: seconds, access_token: token } = answerOf(step)
  if (token !== undefined && typeof seconds === 'number' && seconds >= 0 && seconds < 1e9)
    return say(words.lifetime, { name: 'access_token', duration: `${Math.round(seconds)} s` })
  const rows = claimsIn(step, 'response')?.rows ?? []
  const [from, to] = ['iat', 'exp'].map(name =>
    Number(rows.find(({ path }) => path === name)?.value ?? NaN),
  )
  const left = to! - from!
  return left >= 0 && left < 1e9
    ? say(words.lifetime, { name: words.token, duration: speech.duration(left * 1000) })
    : undefined
}

function answerOf({ response }: Step): Record<string, unknown> {
  try {
    const answer: unknown = JSON.parse(response?.body?.text ?? '')
    return typeof answer === 'object' && answer !== null ? { ...answer } : {}
  } catch {
    return {}
  }
}

/** The three parts of each token in a message, as far as they can be read. */
const jwtsOf = ({ tokens }: Step, place: SeenJwt['place'], speech: Speech) =>
  tokens
    .filter(jwt => jwt.place === place)
    .map(jwt => ({
      fingerprint: jwt.fingerprint,
      header: jwt.header === undefined ? undefined : indented(jwt.header),
      payload: jwt.payload === undefined ? undefined : indented(jwt.payload),
      hasSignature: jwt.parts > 2,
      problems: problemsOf(jwt, speech),
    }))

/** Where the token that was sent along comes from. */
function usedToken(place: string, { flow, steps }: ToldFlow, told: ToldStep, speech: Speech) {
  const { t, say } = speech
  const words = t.inspector.stepView
  const fingerprint = told.step.usedToken
  if (fingerprint === undefined) return undefined
  const from = sourceOf(fingerprint, steps, told)
  return from
    ? {
        text: say(words.used, { fingerprint, number: from.number }),
        href: flowHref(place, flow.id, { step: from.number }),
      }
    : { text: say(words.usedElsewhere, { fingerprint }), href: undefined }
}

/** The last step before this one that the token came with. */
const sourceOf = (fingerprint: string, steps: readonly ToldStep[], { number }: ToldStep) =>
  steps
    .slice(0, number - 1)
    .findLast(({ step }) =>
      step.tokens.some(jwt => jwt.place !== 'request' && jwt.fingerprint === fingerprint),
    )

function keptFrom(place: string, { flow, steps }: ToldFlow, told: ToldStep, speech: Speech) {
  const [kept] = told.step.tokens
  if (told.step.kind !== 'kept' || !kept) return undefined
  const from = sourceOf(kept.fingerprint, steps, told)
  return (
    from && {
      text: speech.say(speech.t.inspector.stepView.keptFrom, {
        number: from.number,
        title: from.title,
      }),
      href: flowHref(place, flow.id, { step: from.number }),
    }
  )
}
