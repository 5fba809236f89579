import { companyName, spacedOrganisationNumber } from '../design/formats.js'
import type { RequestType } from '../database/request-list.js'
import type { Speech } from '../web/speech.js'

export interface EmailDraft {
  subject: string
  text: string
  /** Opens the draft in whatever program the reader writes e-mail with. */
  href: string
}

/** Nobody needs to have heard of Altinn's words to understand it: it is for the customer. */
export function emailDraft(
  input: {
    type: RequestType
    company: string
    organisationNumber: string
    contactPerson: string | null
    email: string | null
    /** What is asked for, by name. */
    rights: readonly string[]
    /** When Altinn counts it as unanswered, in epoch milliseconds. */
    expiresAt: number
    link: string
  },
  { t, say, date }: Speech,
): EmailDraft {
  const words = t.requests.draft
  const company = companyName(input.company)
  const about = { company, number: spacedOrganisationNumber(input.organisationNumber) }
  const asks = { standard: words.ask, agent: words.askClients, change: words.askChange }
  const subject = say(input.type === 'change' ? words.subjectChange : words.subject, { company })
  const text = [
    input.contactPerson ? say(words.greeting, { name: input.contactPerson }) : words.greetingNobody,
    '',
    say(asks[input.type], about),
    ...input.rights.map(name => `- ${name}`),
    '',
    words.link,
    input.link,
    '',
    say(words.until, { date: date(input.expiresAt) }),
    words.who,
    '',
    words.noHurry,
    '',
    words.regards,
  ].join('\n')
  return { subject, text, href: mailto(input.email ?? '', subject, text) }
}

/** RFC 6068: line breaks as CRLF, and everything encoded, so that nothing becomes a header. */
const mailto = (to: string, subject: string, text: string): string =>
  `mailto:${encodeURIComponent(to).replaceAll('%40', '@')}?subject=${encodeURIComponent(subject)}` +
  `&body=${encodeURIComponent(text.replaceAll('\n', '\r\n'))}`
