import * as z from 'zod'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { vendorWords } from '../maskinporten/refusal-texts.js'
import type { ReferenceApis } from '../reference-apis/apis.js'
import type { OpenClaims } from '../reference-apis/claims.js'
import { openDuesOf } from '../reference-apis/claims-sheet.js'
import type { Reply, SystemUserOwner } from '../reference-apis/client.js'
import type { Logistics, Salary, SystemUserInfo } from '../reference-apis/demo-apis.js'
import { addCommand, type AddCommand, type CommandLine, type Result } from './command-line.js'
import { connect } from './connect.js'
import { Refused, WrongUse } from './failures.js'
import { customerFrom, organisationFrom, referenceFrom, scopesFrom } from './given.js'
import { fieldLines, tableLines } from './output.js'
import {
  addClientOptions,
  addSeedOptions,
  ClientOptions,
  SeedOptions,
  settingsOf,
} from './settings.js'
import { say } from './speech.js'

const Options = z.object({
  ...ClientOptions.shape,
  ...SeedOptions.shape,
  org: z.string().optional(),
  for: z.string().optional(),
  scope: z.array(z.string()).optional(),
  externalRef: z.string().optional(),
})

const API_NAMES = ['system-user-info', 'logistics', 'salary', 'claims'] as const
const ApiName = z.enum(API_NAMES)

/** `call`: what a reference API answers, asked on behalf of a customer. */
export const addCall: AddCommand = (parent, cli) => {
  const { t } = cli
  const command = addCommand(parent, 'call', t.call, cli)
    .argument('<api>', say(t.call.api, { names: API_NAMES.join(', ') }))
    .option('--org <number>', t.options.org)
    .option('--for <number>', t.options.for)
    .option('--scope <scope...>', t.options.scope)
    .option('--external-ref <reference>', t.options.externalRef)
  addSeedOptions(addClientOptions(command, cli), cli).action((api, options) =>
    cli.answer(() => call(String(api), Options.parse(options), cli)),
  )
}

async function call(
  typed: string,
  options: z.infer<typeof Options>,
  cli: CommandLine,
): Promise<Result> {
  const { t } = cli
  const { env } = cli.terminal
  const api = ApiName.safeParse(typed).data
  if (!api)
    throw new WrongUse('wrong_use', {
      message: say(t.call.unknown, { name: typed }),
      remedy: say(t.call.choose, { names: API_NAMES.join(', ') }),
    })
  if (api === 'system-user-info' && options.for !== undefined)
    throw new WrongUse('wrong_use', t.call.nobodyElse)

  const config = settingsOf(options, cli)
  const organisationNumber = customerFrom(options, config.world, cli)
  const party =
    options.for === undefined
      ? organisationNumber
      : organisationFrom(options.for, '--for', config.world, cli)
  const owner = {
    organisationNumber,
    externalRef: referenceFrom(options.externalRef, cli),
  }
  const { apis } = await connect(
    config,
    cli,
    scopesFrom(options.scope ?? [env['scope'] ?? ''], cli),
  )
  const reply = await cli.during(t.progress.call, () => ask(api, apis, party, owner, cli))
  if (reply.state === 'noPermission') {
    const { title, text } = vendorWords('api_403', cli.language, { org: organisationNumber })
    throw new Refused('no_permission', { message: `${title}.`, remedy: text })
  }
  return {
    data: { api, organisationNumber, party, data: reply.state === 'answer' ? reply.data : null },
    lines: reply.state === 'answer' ? reply.lines : [t.call.nothing[api]],
  }
}

/** What an API said, and the same in words. */
type Answered =
  { state: 'answer'; data: unknown; lines: string[] } | Exclude<Reply<never>, { data: never }>

async function ask(
  api: z.infer<typeof ApiName>,
  apis: ReferenceApis,
  party: OrganisationNumber,
  owner: SystemUserOwner,
  cli: CommandLine,
): Promise<Answered> {
  const { action } = cli
  switch (api) {
    case 'system-user-info':
      return answered(await apis.systemUserInfo(owner, action), infoLines, cli)
    case 'logistics':
      return answered(await apis.logistics(party, owner, action), logisticsLines, cli)
    case 'salary':
      return answered(await apis.salary(party, owner, action), salaryLines, cli)
    case 'claims':
      return answered(await apis.claims.open({ party, owner }, action), claimsLines, cli)
  }
}

const answered = <T>(
  reply: Reply<T>,
  linesOf: (data: T, cli: CommandLine) => string[],
  cli: CommandLine,
): Answered => (reply.state === 'answer' ? { ...reply, lines: linesOf(reply.data, cli) } : reply)

const infoLines = (info: SystemUserInfo) =>
  fieldLines([
    ['SystemId', info.system_id],
    ['SystemUserId', info.systemuser_id.join(', ')],
    ['Org', info.systemuser_org.ID.replace(/^0192:/, '')],
  ])

const logisticsLines = (status: Logistics, { t }: CommandLine) =>
  fieldLines([
    [t.call.logistics.status, status.status],
    [t.call.logistics.shipment, status.shipmentStatus],
    [t.call.logistics.import, status.importStatus],
    [t.call.logistics.export, status.exportStatus],
    [t.call.logistics.transit, status.transitStatus],
    [t.call.logistics.created, status.createTime],
  ])

const salaryLines = (salary: Salary, { t, money }: CommandLine) =>
  fieldLines([
    [t.call.salary.status, salary.salaryStatus],
    [t.call.salary.amount, money(salary.salaryAmount)],
  ])

/** What is left to pay, the oldest due date first, and what Skatteetaten sums up. */
function claimsLines(claims: OpenClaims, { t, money, shortDate, language }: CommandLine): string[] {
  const words = t.call.claims
  if (claims.skjermet) return [words.withheld]
  const amount = (kroner: number | undefined) => (kroner === undefined ? '' : money(kroner))
  const dues = openDuesOf(claims).map(({ claim, day, remaining, kid }) => {
    const texts = claim.kravbeskrivelse?.spraakTekst ?? []
    const described = texts.find(({ spraak }) => spraak === language) ?? texts[0]
    return [
      described?.tekst ?? claim.kravtype ?? '',
      day === undefined ? '' : shortDate(Date.parse(day)),
      amount(remaining),
      kid ?? '',
    ]
  })
  const table = dues.length === 0 ? [] : [[words.claim, words.due, words.remaining, 'KID'], ...dues]
  const sums = claims.totalOversikt
  return [
    ...tableLines(table, [2]),
    ...(table.length > 0 && sums ? [''] : []),
    ...(sums
      ? tableLines(
          [
            [words.overdue, amount(sums.sumForfalteKrav)],
            [words.notYetDue, amount(sums.sumIkkeForfalteKrav)],
            [words.interest, amount(sums.sumStipulerteRenter)],
            [words.unplaced, amount(sums.sumUplasserteInnbetalinger)],
            [words.balance, amount(sums.saldo)],
          ],
          [1],
        )
      : []),
  ]
}
