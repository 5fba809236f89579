import { companyName, spacedOrganisationNumber } from '../design/formats.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import type { SmartCloudError } from '../errors.js'
import type { ExplainToStaff } from '../web/explain.js'
import { consoleBreadcrumbs, consoleTitleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { TESTED_APIS, type AccessTest, type Trial } from './access-test.js'
import { CUSTOMERS } from './list-page.js'

export interface TestPageInput {
  company: string
  organisationNumber: OrganisationNumber
  /** Of an accountant; the tests are about one of them. */
  clients?: { number: OrganisationNumber; name: string | null; isChosen: boolean }[] | undefined
  party: OrganisationNumber | undefined
  test: AccessTest
  explain: ExplainToStaff
}

const TONES = {
  answer: 'success',
  noPermission: 'danger',
  nothing: 'neutral',
  failed: 'danger',
  notTried: 'neutral',
} as const
const ICONS = {
  answer: 'CheckmarkCircle',
  noPermission: 'XMarkOctagon',
  nothing: 'InformationSquare',
  failed: 'XMarkOctagon',
  notTried: 'ClockDashed',
} as const

export function testPage(input: TestPageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.customers.test
  const { test, company, organisationNumber, clients } = input
  const party = input.party === undefined ? '' : spacedOrganisationNumber(input.party)
  const href = `${CUSTOMERS}/${organisationNumber}`

  const line = (name: string, trial: Trial, works: string) => ({
    name,
    tone: TONES[trial.state],
    icon: ICONS[trial.state],
    result: words.results[trial.state === 'answer' ? 'works' : trial.state],
    texts:
      trial.state === 'failed'
        ? failureTexts(trial.error)
        : [
            trial.state === 'answer'
              ? works
              : trial.state === 'notTried'
                ? test.token.state === 'failed'
                  ? words.texts.noToken
                  : words.noClients
                : say(words.texts[trial.state], { party }),
          ],
  })
  const failureTexts = (error: SmartCloudError): string[] => {
    const { title, text, code, traceId } = input.explain(error, speech)
    return [
      code ? say(words.refusedByMaskinporten, { title, code }) : title,
      text,
      ...(traceId ? [say(words.trace, { trace: traceId })] : []),
    ]
  }
  const token = test.token.state === 'answer' ? test.token.data : undefined
  const seen = test.systemUserInfo.state === 'answer' ? test.systemUserInfo.data : undefined
  const isOther = seen && seen.organisation !== organisationNumber
  const info = line(
    words.lines.systemUserInfo,
    test.systemUserInfo,
    seen
      ? say(words.texts.systemUserInfo, {
          systemUser: seen.systemUserId,
          organisation: spacedOrganisationNumber(seen.organisation),
          system: seen.systemId,
        })
      : '',
  )

  return {
    view: 'customers/test',
    organisationNumber,
    title: consoleTitleOf(words.heading, speech),
    breadcrumbs: consoleBreadcrumbs(
      [
        { name: t.customers.heading, href: CUSTOMERS },
        { name: companyName(company), href },
        { name: words.heading, href: `${href}/test` },
      ],
      speech,
    ),
    words,
    lead: say(words.lead, {
      company: companyName(company),
      time: speech.dateTime(test.testedAt),
    }),
    again: `${href}/test${input.party && clients ? `?client=${input.party}` : ''}`,
    action: `${href}/test`,
    detective: { text: t.customers.one.detective, href: `${href}/detective` },
    clients: clients?.map(({ number, name, isChosen }) => ({
      value: number,
      text: name ? `${companyName(name)} (${spacedOrganisationNumber(number)})` : number,
      isChosen,
    })),
    lines: [
      line(
        words.lines.token,
        test.token,
        token
          ? say(words.texts.token, {
              systemUser: token.systemUserId ?? t.console.unknown,
              scope: token.scope,
              seconds: token.seconds,
            })
          : '',
      ),
      isOther
        ? {
            ...info,
            tone: 'danger' as const,
            icon: 'XMarkOctagon' as const,
            result: words.results.failed,
            texts: [words.wrongOne, ...info.texts],
          }
        : info,
      ...TESTED_APIS.map(api =>
        line(words.lines[api], test.apis[api], say(words.texts.works, { party })),
      ),
    ],
  } satisfies Page & Record<string, unknown>
}
