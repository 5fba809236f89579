import { decodeJwt } from 'jose'
import * as z from 'zod'
import { claimsOf } from '../domain/claim-words.js'
import { addCommand, type AddCommand, type CommandLine, type Result } from './command-line.js'
import { connect } from './connect.js'
import { customerFrom, referenceFrom, scopesFrom } from './given.js'
import { fieldLines } from './output.js'
import {
  addClientOptions,
  addSeedOptions,
  ClientOptions,
  SeedOptions,
  settingsOf,
} from './settings.js'

const Options = z.object({
  ...ClientOptions.shape,
  ...SeedOptions.shape,
  org: z.string().optional(),
  scope: z.array(z.string()).optional(),
  externalRef: z.string().optional(),
  showToken: z.boolean().default(false),
})

/** `token`: a token from Maskinporten on behalf of a customer, and whose it is. */
export const addToken: AddCommand = (parent, cli) => {
  const { t } = cli
  const command = addCommand(parent, 'token', t.token, cli)
    .option('--org <number>', t.options.org)
    .option('--scope <scope...>', t.options.scope)
    .option('--external-ref <reference>', t.options.externalRef)
    .option('--show-token', t.options.showToken)
  addSeedOptions(addClientOptions(command, cli), cli).action(options =>
    cli.answer(() => token(Options.parse(options), cli)),
  )
}

async function token(options: z.infer<typeof Options>, cli: CommandLine): Promise<Result> {
  const { t } = cli
  const { env, now, stdout } = cli.terminal
  const config = settingsOf(options, cli)
  const organisationNumber = customerFrom(options, config.world, cli)
  const scope = scopesFrom(options.scope ?? [env['scope'] ?? ''], cli) ?? config.scopes.demoApis
  const externalRef = referenceFrom(options.externalRef, cli)

  const { maskinporten } = await connect(config, cli)
  const order = { scope, systemUser: { organisationNumber, externalRef } }
  const received = await cli.during(t.progress.token, () =>
    maskinporten.tokenFor(order, cli.action),
  )

  const claims = claimsOf(decodeJwt(received.value))
  const valueAt = (end: string) => claims.find(({ path }) => path.endsWith(end))?.value
  const found = {
    systemId: valueAt('.system_id'),
    systemUserId: valueAt('.systemuser_id[0]'),
    organisationNumber,
    scope: received.scope,
    secondsLeft: Math.max(0, Math.round((received.expiresAt - now()) / 1000)),
  }
  if (options.showToken && stdout.isTTY && !cli.json) cli.tell(t.token.shown)
  return {
    data: { ...found, ...(options.showToken && { token: received.value }) },
    lines: fieldLines([
      ['SystemId', found.systemId],
      ['SystemUserId', found.systemUserId],
      ['Org', organisationNumber],
      ['Scope', found.scope],
      [t.token.lifetime, cli.duration(found.secondsLeft * 1000)],
    ]),
    ...(options.showToken && { alone: received.value }),
  }
}
