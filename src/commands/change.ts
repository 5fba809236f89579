import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { CREATE_CHANGE_OPERATION, type ChangeRequest } from '../altinn/change-requests.js'
import type { ClientConfig } from '../config.js'
import {
  approvalAddress,
  isUnclear,
  listed,
  perPage,
  refusedAsking,
  standingOf,
  standingWords,
} from './asked-of-altinn.js'
import { addCommand, type AddCommand, type CommandLine, type Result } from './command-line.js'
import { connectAsSystem } from './connect.js'
import { Refused, Unclear, WrongUse } from './failures.js'
import { idFrom, organisationFrom, referenceFrom, returnAddressFrom } from './given.js'
import { fieldLines } from './output.js'
import { addClientOptions, ClientOptions } from './settings.js'
import { say } from './speech.js'
import { noSystemUser } from './system-users.js'

/** `change`: asks a customer for more, or for less, of a system user that there is. */
export const addChange: AddCommand = (parent, cli) => {
  const { change, request, options: common } = cli.t
  const group = addCommand(parent, 'change', change, cli)

  const creating = addCommand(group, 'create', change.create, cli)
    .option('--org <number>', common.org)
    .option('--add <resource...>', change.options.add)
    .option('--remove <resource...>', change.options.remove)
    .option('--external-ref <reference>', common.externalRef)
    .option('--correlation-id <id>', change.options.correlationId)
    .option('--return-url <address>', request.options.returnUrl)
  addClientOptions(creating, cli).action(given =>
    cli.answer(() => create(CreateOptions.parse(given), cli)),
  )

  const asking = addCommand(group, 'status', change.status, cli)
    .argument('[id]', change.id)
    .option('--org <number>', common.org)
  addClientOptions(asking, cli).action((id, given) =>
    cli.answer(() => status(z.string().optional().parse(id), StatusOptions.parse(given), cli)),
  )
}

const Names = z.array(z.string()).default([])
const StatusOptions = ClientOptions.extend({ org: z.string().optional() })
const CreateOptions = StatusOptions.extend({
  add: Names,
  remove: Names,
  externalRef: z.string().optional(),
  correlationId: z.string().optional(),
  returnUrl: z.string().optional(),
})

async function create(options: z.infer<typeof CreateOptions>, cli: CommandLine): Promise<Result> {
  const { t, action } = cli
  const { problems } = t.change
  const { add: required, remove: unwanted } = options
  if (required.length + unwanted.length === 0) throw new WrongUse('wrong_use', problems.nothing)
  const both = required.find(one => unwanted.includes(one))
  if (both !== undefined)
    throw new WrongUse('wrong_use', {
      message: say(problems.both.message, { resource: both }),
      remedy: problems.both.remedy,
    })
  const correlationId = options.correlationId ?? randomUUID()
  if (!z.uuid().safeParse(correlationId).success)
    throw new WrongUse('wrong_id', t.request.problems.correlationId)
  const redirectUrl = returnAddressFrom(options.returnUrl, cli)
  const externalRef = referenceFrom(options.externalRef, cli)
  const { config, altinn } = await connectAsSystem(options, cli)
  const customer = organisationFrom(options.org, '--org', config.world, cli)

  const change = await cli.during(t.progress.altinn, async () => {
    const user = await altinn.systemUsers.find(customer, externalRef, action)
    if (!user) throw noSystemUser(customer, cli)
    if (user.userType === 'agent') throw new Refused('agent_cannot_change', problems.agent)
    const order = {
      correlationId,
      systemUserId: user.id,
      customer,
      required,
      unwanted,
      redirectUrl,
    }
    try {
      return await altinn.changeRequests.create(order, action)
    } catch (error) {
      if (!isUnclear(error, name => name === CREATE_CHANGE_OPERATION))
        throw refusedAsking(error, customer, cli)
      throw new Unclear('unclear', {
        message: t.change.unclear.message,
        remedy: say(t.change.unclear.remedy, { id: correlationId }),
        reference: action.reference,
      })
    }
  })
  const data = shown(change, config, cli)
  return { data, lines: linesOf(data, cli) }
}

async function status(
  typedId: string | undefined,
  { org, ...options }: z.infer<typeof StatusOptions>,
  cli: CommandLine,
): Promise<Result> {
  const { t, action } = cli
  if ((typedId === undefined) === (org === undefined)) throw new WrongUse('wrong_use', t.idOrOrg)
  const id = typedId === undefined ? undefined : idFrom(typedId, 'smartcloud change create', cli)
  const { config, altinn } = await connectAsSystem(options, cli)
  const { changeRequests } = altinn
  if (id !== undefined) {
    const change = await cli.during(t.progress.altinn, () => changeRequests.byId(id, action))
    if (!change) throw new Refused('not_found', t.change.status.none)
    const data = shown(change, config, cli)
    return { data, lines: linesOf(data, cli) }
  }

  const customer = organisationFrom(org, '--org', config.world, cli)
  const changes: Shown[] = []
  const newAction = perPage(cli)
  await cli.during(t.progress.altinn, async () => {
    for await (const change of changeRequests.all(newAction))
      if (change.partyOrgNo === customer)
        // A list has no addresses to approve at.
        changes.push(
          shown((await changeRequests.byId(change.id, newAction())) ?? change, config, cli),
        )
  })
  return {
    data: changes,
    lines:
      changes.length === 0
        ? [t.nothingFound]
        : changes.flatMap((data, i) => [...(i > 0 ? [''] : []), ...linesOf(data, cli)]),
  }
}

type Shown = ReturnType<typeof shown>

/** One change as a program reads it. */
const shown = (change: ChangeRequest, config: ClientConfig, cli: CommandLine) => ({
  id: change.id,
  organisationNumber: change.partyOrgNo,
  systemUserId: change.systemUserId,
  ...standingOf(change),
  add: namesOf(change.requiredRights, change.requiredAccessPackages),
  remove: namesOf(change.unwantedRights, change.unwantedAccessPackages),
  confirmUrl: approvalAddress(change, config, cli),
})

const namesOf = (
  rights: ChangeRequest['requiredRights'],
  accessPackages: ChangeRequest['requiredAccessPackages'],
): string[] => [
  ...rights.flatMap(({ resource }) => resource.map(({ value }) => value)),
  ...accessPackages.map(({ urn }) => urn),
]

/** The same as people read it. */
function linesOf(data: Shown, cli: CommandLine): string[] {
  const { t } = cli
  const { fields } = t
  const { id, organisationNumber: org, situation } = data
  const next: Readonly<Record<string, string>> = { ...t.next, ...t.change.next }
  return [
    ...fieldLines([
      ['Id', id],
      [fields.org, org],
      [fields.status, standingWords(data, cli)],
      [fields.add, listed(data.add, cli)],
      [fields.remove, listed(data.remove, cli)],
      [fields.confirmUrl, data.confirmUrl ?? undefined],
    ]),
    '',
    say<string>(next[situation] ?? '', { org, id }),
  ]
}
