import type { Command } from 'commander'
import * as z from 'zod'
import { loadCheckup, loadClientConfig, type Checkup, type ClientConfig } from '../config.js'
import type { CommandLine } from './command-line.js'
import { WrongUse } from './failures.js'
import { say } from './speech.js'

/*
 * A command's settings: what the environment and `.env` say, with flags laid over it.
 */

/** Adds the flags that stand for a setting. */
export const addClientOptions = (command: Command, { t }: CommandLine): Command =>
  command
    .option('--upstreams <sandbox|tt02|prod>', t.options.upstreams)
    .option('--client-id <id>', t.options.clientId)
    .option('--key-file <file>', t.options.keyFile)
    .option('--kid <kid>', t.options.kid)
    .option('--system-id <id>', t.options.systemId)

export const ClientOptions = z.object({
  upstreams: z.string().optional(),
  clientId: z.string().optional(),
  keyFile: z.string().optional(),
  kid: z.string().optional(),
  systemId: z.string().optional(),
})
export type ClientOptions = z.infer<typeof ClientOptions>

/** The four settings of Altinn's own console client, under the names they have there. */
export const SEED_SETTINGS = ['clientID', 'scope', 'systemUserOrg', 'pemCertificatePath'] as const

/** Adds them as flags too; not in the list of options, because each has a name of ours. */
export const addSeedOptions = (command: Command, { t }: CommandLine): Command => {
  for (const name of ['clientID', 'systemUserOrg', 'pemCertificatePath'])
    command.addOption(command.createOption(`--${name} <value>`).hideHelp())
  return command.addHelpText('after', `\n${t.help.seedSettings}`)
}

export const SeedOptions = z.object({
  clientID: z.string().optional(),
  systemUserOrg: z.string().optional(),
  pemCertificatePath: z.string().optional(),
})
export type SeedOptions = z.infer<typeof SeedOptions>

/** @throws {ClientConfigError} naming every setting that needs attention */
export function settingsOf(options: ClientOptions & SeedOptions, cli: CommandLine): ClientConfig {
  return loadClientConfig(environmentWith(options, cli))
}

/** For a command about our own system. @throws {ClientConfigError} */
export function systemSettingsOf(
  options: ClientOptions & SeedOptions,
  cli: CommandLine,
): ClientConfig<string> {
  return loadClientConfig(environmentWith(options, cli), { systemId: 'needed' })
}

/** For a look at all of it. @throws {ClientConfigError} */
export function checkupSettingsOf(options: ClientOptions, cli: CommandLine): Checkup {
  return loadCheckup(environmentWith(options, cli))
}

/** Flags win over the environment, and there our own names over those of the seeds. */
function environmentWith(
  options: ClientOptions & SeedOptions,
  cli: CommandLine,
): NodeJS.ProcessEnv {
  const { env } = cli.terminal
  const { keyFile, pemCertificatePath } = options
  const chosenFile = oneOf('--key-file', keyFile, '--pemCertificatePath', pemCertificatePath, cli)
  const file = chosenFile ?? (hasKey(env) ? undefined : given(env['pemCertificatePath']))
  const clientId =
    oneOf('--client-id', options.clientId, '--clientID', options.clientID, cli) ??
    given(env['MASKINPORTEN_CLIENT_ID']) ??
    given(env['clientID'])
  return {
    ...env,
    ...(options.upstreams !== undefined && { UPSTREAMS: options.upstreams }),
    ...(clientId !== undefined && { MASKINPORTEN_CLIENT_ID: clientId }),
    // A key that is given here takes the place of one in the settings, together with its name
    ...(file !== undefined && {
      MASKINPORTEN_KEY_FILE: file,
      MASKINPORTEN_KEY: undefined,
      ...(hasKey(env) && { MASKINPORTEN_KID: undefined }),
    }),
    ...(options.kid !== undefined && { MASKINPORTEN_KID: options.kid }),
    ...(options.systemId !== undefined && { SYSTEM_ID: options.systemId }),
  }
}

/** One of two names for the same. @throws {WrongUse} both are given, and differ */
export function oneOf(
  name: string,
  value: string | undefined,
  otherName: string,
  otherValue: string | undefined,
  { t }: CommandLine,
): string | undefined {
  if (value !== undefined && otherValue !== undefined && value !== otherValue)
    throw new WrongUse('wrong_use', {
      message: say(t.usage.conflict, { name, second: otherName }),
      remedy: t.usage.seeHelp,
    })
  return value ?? otherValue
}

/** Blank is not set. */
export const given = (value: string | undefined): string | undefined => value?.trim() || undefined

const hasKey = (env: NodeJS.ProcessEnv) =>
  given(env['MASKINPORTEN_KEY']) !== undefined || given(env['MASKINPORTEN_KEY_FILE']) !== undefined
