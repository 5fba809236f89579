import * as z from 'zod'
import type { SystemUser } from '../altinn/system-users.js'
import { perPage, shownInstant, shownReference } from './asked-of-altinn.js'
import { addCommand, type AddCommand, type CommandLine, type Result } from './command-line.js'
import { connectAsSystem } from './connect.js'
import { Refused } from './failures.js'
import { organisationFrom, referenceFrom } from './given.js'
import { fieldLines, tableLines } from './output.js'
import { addClientOptions, ClientOptions } from './settings.js'
import { say } from './speech.js'

const Options = ClientOptions.extend({
  org: z.string().optional(),
  externalRef: z.string().optional(),
})

/** `system-users`: those that live, of our system, or the one of a customer. */
export const addSystemUsers: AddCommand = (parent, cli) => {
  const { t } = cli
  const command = addCommand(parent, 'system-users', t.systemUsers, cli)
    .option('--org <number>', t.options.org)
    .option('--external-ref <reference>', t.options.externalRef)
  addClientOptions(command, cli).action(options =>
    cli.answer(() => {
      const given = Options.parse(options)
      return given.org === undefined ? list(given, cli) : find(given, cli)
    }),
  )
}

async function find(options: z.infer<typeof Options>, cli: CommandLine): Promise<Result> {
  const { t, action } = cli
  const { fields } = t
  const externalRef = referenceFrom(options.externalRef, cli)
  const { config, altinn } = await connectAsSystem(options, cli)
  const customer = organisationFrom(options.org, '--org', config.world, cli)
  const user = await cli.during(t.progress.altinn, () =>
    altinn.systemUsers.find(customer, externalRef, action),
  )
  if (!user) throw noSystemUser(customer, cli)
  return {
    data: shown(user),
    lines: fieldLines([
      ['SystemUserId', user.id],
      [fields.org, user.reporteeOrgNo],
      [fields.kind, kindWords(user, cli)],
      [fields.reference, shownReference(user.externalRef, customer) || undefined],
      [fields.title, user.integrationTitle],
      [fields.created, shownInstant(user.created, cli) || undefined],
    ]),
  }
}

async function list(options: ClientOptions, cli: CommandLine): Promise<Result> {
  const { t } = cli
  const { fields } = t
  const { altinn } = await connectAsSystem(options, cli)
  const users: SystemUser[] = []
  await cli.during(t.progress.altinn, async () => {
    for await (const user of altinn.systemUsers.all(perPage(cli))) users.push(user)
  })
  const heads = ['SystemUserId', fields.org, fields.kind, fields.created, fields.reference]
  const rows = users.map(user => [
    user.id,
    user.reporteeOrgNo,
    kindWords(user, cli),
    shownInstant(user.created, cli),
    shownReference(user.externalRef, user.reporteeOrgNo),
  ])
  return {
    data: users.map(shown),
    lines: rows.length === 0 ? [t.nothingFound] : tableLines([heads, ...rows]),
  }
}

/** One system user as a program reads it. */
const shown = (user: SystemUser) => ({
  id: user.id,
  organisationNumber: user.reporteeOrgNo,
  kind: user.userType ?? null,
  externalRef: user.externalRef ?? null,
  title: user.integrationTitle ?? null,
  created: user.created ?? null,
})

const kindWords = ({ userType }: SystemUser, { t }: CommandLine): string =>
  userType === 'agent' || userType === 'standard' ? t.kinds[userType] : (userType ?? '')

/** For whoever needs the one of a customer. */
export const noSystemUser = (org: string, { t }: CommandLine): Refused =>
  new Refused('no_system_user', {
    message: say(t.systemUsers.none.message, { org }),
    remedy: say(t.systemUsers.none.remedy, { org }),
  })
