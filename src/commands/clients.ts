import * as z from 'zod'
import { AltinnRefused } from '../altinn/errors.js'
import { addCommand, type AddCommand, type CommandLine, type Result } from './command-line.js'
import { connectAsSystem } from './connect.js'
import { Refused, WrongUse } from './failures.js'
import { organisationFrom, referenceFrom } from './given.js'
import { tableLines } from './output.js'
import { addClientOptions, ClientOptions, given } from './settings.js'
import { say } from './speech.js'
import { noSystemUser } from './system-users.js'
import { readInput } from './terminal.js'

const Options = ClientOptions.extend({
  org: z.string().optional(),
  externalRef: z.string().optional(),
})

/** `clients`: whom an accountant's system user acts for, as Altinn tells a person there. */
export const addClients: AddCommand = (parent, cli) => {
  const { t } = cli
  const command = addCommand(parent, 'clients', t.clients, cli)
    .option('--org <number>', t.clients.org)
    .option('--external-ref <reference>', t.options.externalRef)
    .addHelpText('after', `\n${t.clients.more}`)
  addClientOptions(command, cli).action(options =>
    cli.answer(() => clients(Options.parse(options), cli)),
  )
}

async function clients(options: z.infer<typeof Options>, cli: CommandLine): Promise<Result> {
  const { t, action } = cli
  const externalRef = referenceFrom(options.externalRef, cli)
  const { config, altinn } = await connectAsSystem(options, cli)
  const owner = organisationFrom(options.org, '--org', config.world, cli)
  const personToken = await personTokenGiven(cli)

  const { user, found } = await cli.during(t.progress.altinn, async () => {
    const user = await altinn.systemUsers.find(owner, externalRef, action)
    if (!user) throw noSystemUser(owner, cli)
    if (user.userType !== 'agent')
      throw new Refused('no_agent', {
        message: say(t.clients.notAgent.message, { org: owner }),
        remedy: t.clients.notAgent.remedy,
      })
    try {
      const agent = { systemUserId: user.id, owner }
      return { user, found: await altinn.clients.of(agent, personToken, action) }
    } catch (error) {
      if (!(error instanceof AltinnRefused) || error.reason !== 'notAllowed') throw error
      throw new Refused('not_allowed', {
        message: t.clients.notAllowed.message,
        remedy: say(t.clients.notAllowed.remedy, { org: owner }),
      })
    }
  })
  return {
    data: { organisationNumber: owner, systemUserId: user.id, clients: found },
    lines:
      found.length === 0
        ? [t.clients.none]
        : tableLines([
            [t.fields.org, t.fields.name],
            ...found.map(({ organisationNumber, name }) => [organisationNumber, name]),
          ]),
  }
}

/** Longer than any header a server would take. */
const MAX_BYTES = 64_000

/** Never an option: command lines are seen by everybody on the machine, and kept by the shell. */
async function personTokenGiven(cli: CommandLine): Promise<string> {
  const { t, terminal } = cli
  const fromEnvironment = given(terminal.env['ALTINN_PERSON_TOKEN'])
  if (fromEnvironment === undefined && terminal.stdin.isTTY) cli.tell(t.clients.paste)
  const token = fromEnvironment ?? (await readInput(terminal.stdin, MAX_BYTES))?.trim()
  if (token === '') throw new WrongUse('no_person_token', t.clients.noToken)
  if (token === undefined || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token))
    throw new WrongUse('wrong_person_token', t.clients.notAToken)
  return token
}
