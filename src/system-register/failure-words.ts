import { AltinnRefused, type BrokenRule } from '../altinn/errors.js'
import type { SmartCloudError } from '../errors.js'
import type { Explained } from '../web/explain.js'
import { capitalised, serviceName, type Speech } from '../web/speech.js'
import type { Sent } from './registration.js'
import { fieldOfPath } from './words.js'

/** What a page says above everything else. */
export interface Alert {
  tone: 'info' | 'warning' | 'danger'
  heading?: string
  text: string
  /** A line each. */
  list?: readonly string[]
  links?: readonly { text: string; href: string }[]
  /** Codes, for who asks Altinn's support. */
  codes?: string
}

/** How one of the failures is explained, with the reference of the page. */
export interface Told {
  explained: Explained
  reference: string
}

/** What became of a change that was not made, or that nobody knows about. */
export function sentAlert(
  sent: Extract<Sent, { outcome: 'refused' | 'notSent' | 'unclear' }>,
  told: Told,
  { systemHref, editHref }: { systemHref: string; editHref: (field: string) => string | undefined },
  speech: Speech,
): Alert {
  const { t, say } = speech
  const words = t.systemRegister.failure
  const { error } = sent
  const codes = codesOf(error, told.reference, speech)
  switch (sent.outcome) {
    case 'refused':
      return refusedAlert(sent.error, codes, editHref, speech)
    case 'notSent': {
      const { reason, service, words: own } = told.explained
      return {
        tone: 'warning',
        heading: own?.title ?? words.notSent,
        text:
          own?.text ??
          (reason === 'noAnswer'
            ? say(words.noAnswer, { service: serviceName(service, speech) })
            : words.noToken),
        codes,
      }
    }
    case 'unclear':
      return {
        tone: 'warning',
        heading: words.unclear,
        text: words[sent.found],
        codes,
        ...(sent.found === 'unchanged'
          ? {}
          : { links: [{ text: words.unreadableLink, href: systemHref }] }),
      }
  }
}

function refusedAlert(
  error: AltinnRefused,
  codes: string,
  editHref: (field: string) => string | undefined,
  speech: Speech,
): Alert {
  const { t, say } = speech
  const words = t.systemRegister.failure
  if (error.brokenRules.length === 0)
    return {
      tone: 'danger',
      heading: words.refused,
      text: say(words.refusedOne, {
        title: error.explanation || error.httpStatus,
        code: error.problemCode ?? error.httpStatus,
      }),
      codes,
    }
  const fields = new Set(
    error.brokenRules.flatMap(({ paths }) => paths.flatMap(path => fieldOfPath(path) ?? [])),
  )
  return {
    tone: 'danger',
    heading: words.refused,
    text: words.refusedText,
    list: error.brokenRules.map(rule => ruleWords(rule, speech)),
    links: [...fields].flatMap(field => {
      const href = editHref(field)
      const what = t.systemRegister.fields[field].toLocaleLowerCase(speech.locale)
      return href === undefined ? [] : [{ text: say(words.mend, { what }), href }]
    }),
    codes,
  }
}

/** One broken rule: the field in our words, the rule in ours if we know it, and Altinn's code. */
export function ruleWords({ code = '', title, paths, culprits }: BrokenRule, speech: Speech) {
  const { t, say } = speech
  const words = t.systemRegister
  const known: Readonly<Record<string, string>> = words.rules
  const fields = paths.map(path => {
    const field = fieldOfPath(path)
    return field ? words.fields[field] : path
  })
  const rule = Object.hasOwn(known, code) ? known[code]! : say(words.unknownRule, { title })
  const place = { field: fields.join(', ') || t.console.unknown, words: rule, code }
  return culprits === ''
    ? say(words.failure.rule, place)
    : say(words.failure.ruleWithCulprits, { ...place, culprits })
}

/** The system cannot be read, so there is nothing to show. */
export function unreadableAlert(
  error: SmartCloudError,
  { explained, reference }: Told,
  href: string,
  speech: Speech,
): Alert {
  const { t, say } = speech
  const words = t.systemRegister.failure
  const { reason, service, words: own } = explained
  const isNotOurs = error instanceof AltinnRefused && error.reason === 'notAllowed'
  return {
    tone: 'warning',
    heading: own?.title ?? words.cannotRead,
    text:
      own?.text ??
      (isNotOurs
        ? words.notOurs
        : capitalised(
            say(words.cannotReadText[reason], { service: serviceName(service, speech) }),
          )),
    codes: codesOf(error, reference, speech),
    links: [{ text: words.again, href }],
  }
}

function codesOf(error: SmartCloudError, reference: string, { t, say }: Speech): string {
  const words = t.systemRegister.failure
  const isRefused = error instanceof AltinnRefused
  const code =
    (isRefused ? (error.problemCode ?? String(error.httpStatus)) : undefined) ?? error.code
  return [
    say(words.code, { code }),
    ...(isRefused && error.traceId ? [say(words.trace, { trace: error.traceId })] : []),
    say(words.reference, { reference }),
  ].join(', ')
}
