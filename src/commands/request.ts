import * as z from 'zod'
import { SmartCloudError } from '../errors.js'
import { startAction } from '../action.js'
import type { Altinn } from '../altinn/client.js'
import {
  accessPackagesOf,
  isCreateOperation,
  resourcesOf,
  type NewRequest,
  type RequestKind,
  type SystemUserRequest,
} from '../altinn/requests.js'
import type { ClientConfig } from '../config.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import {
  accessPackageUrn,
  CLIENT_PACKAGE,
  kindOf,
  packageById,
  PACKAGES,
  RESOURCE_IDS,
} from '../domain/packages.js'
import {
  approvalAddress,
  isUnclear,
  listed,
  perPage,
  refusedAsking,
  shownInstant,
  shownReference,
  standingOf,
  standingWords,
} from './asked-of-altinn.js'
import { addCommand, type AddCommand, type CommandLine, type Result } from './command-line.js'
import { connectAsSystem } from './connect.js'
import { Refused, Unclear, WrongUse } from './failures.js'
import { confirmed, idFrom, organisationFrom, referenceFrom, returnAddressFrom } from './given.js'
import { fieldLines, tableLines } from './output.js'
import { addClientOptions, ClientOptions } from './settings.js'
import { say } from './speech.js'

const PACKAGE_NAMES = [...PACKAGES, CLIENT_PACKAGE].map(({ id }) => id).join(', ')

/** `request`: asks a customer for a system user, without the site and its database. */
export const addRequest: AddCommand = (parent, cli) => {
  const { request, options: common, yes } = cli.t
  const { options } = request
  const group = addCommand(parent, 'request', request, cli)

  const creating = addCommand(group, 'create', request.create, cli)
    .option('--org <number>', common.org)
    .option('--package <name>', say(options.package, { names: PACKAGE_NAMES }))
    .option('--resource <id...>', options.resource)
    .option('--access-package <name...>', options.accessPackage)
    .option('--agent', options.agent)
    .option('--external-ref <reference>', options.externalRef)
    .option('--return-url <address>', options.returnUrl)
  addClientOptions(creating, cli).action(given =>
    cli.answer(() => create(CreateOptions.parse(given), cli)),
  )

  const asking = addCommand(group, 'status', request.status, cli)
    .argument('[id]', request.id)
    .option('--org <number>', common.org)
    .option('--external-ref <reference>', common.externalRef)
    .option('--agent', options.agent)
  addClientOptions(asking, cli).action((id, given) =>
    cli.answer(() => status(Id.parse(id), StatusOptions.parse(given), cli)),
  )

  addClientOptions(addCommand(group, 'list', request.list, cli), cli).action(given =>
    cli.answer(() => list(ClientOptions.parse(given), cli)),
  )

  const deleting = addCommand(group, 'delete', request.delete, cli)
    .argument('<id>', request.id)
    .option('--yes', yes.option)
  addClientOptions(deleting, cli).action((id, given) =>
    cli.answer(() => remove(String(id), DeleteOptions.parse(given), cli)),
  )
}

const Id = z.string().optional()
const Names = z.array(z.string()).default([])
const StatusOptions = ClientOptions.extend({
  org: z.string().optional(),
  externalRef: z.string().optional(),
  agent: z.boolean().default(false),
})
const CreateOptions = StatusOptions.extend({
  package: z.string().optional(),
  resource: Names,
  accessPackage: Names,
  returnUrl: z.string().optional(),
})
const DeleteOptions = ClientOptions.extend({ yes: z.boolean().default(false) })

async function create(options: z.infer<typeof CreateOptions>, cli: CommandLine): Promise<Result> {
  const { t } = cli
  const asked = whatToAskFor(options, cli)
  const redirectUrl = returnAddressFrom(options.returnUrl, cli)
  const externalRef = referenceFrom(options.externalRef, cli)
  const { config, altinn } = await connectAsSystem(options, cli)
  const customer = organisationFrom(options.org, '--org', config.world, cli)
  const order: NewRequest = { ...asked, customer, externalRef, ...(redirectUrl && { redirectUrl }) }

  const { outcome, request } = await cli.during(t.progress.altinn, () =>
    createOnce(altinn, order, cli),
  )
  const { situation } = standingOf(request)
  if (situation === 'rejected' || situation === 'expired')
    throw new Refused(`already_${situation}`, {
      message: `${customer}: ${standingWords(standingOf(request), cli)}.`,
      remedy: say<string>(t.next[situation], { id: request.id }),
    })
  const isOther =
    outcome !== 'created' &&
    !sameNames(
      [...resourcesOf(request), ...accessPackagesOf(request)],
      [...order.resources, ...(order.accessPackages ?? [])],
    )
  const data = shown(request, asked.kind, config, cli)
  return {
    data: { outcome, request: data },
    lines: [
      ...linesOf(data, cli),
      ...(outcome === 'existing' ? ['', t.request.create.existing] : []),
      ...(isOther ? [say(t.request.create.asksOther, { id: request.id })] : []),
    ],
  }
}

type AskedFor = Pick<NewRequest, 'resources' | 'accessPackages'> & { kind: RequestKind }

/** @throws {WrongUse} nothing is asked for, or what no system user can have */
function whatToAskFor(
  { package: name, resource, accessPackage, agent }: z.infer<typeof CreateOptions>,
  { t }: CommandLine,
): AskedFor {
  const { problems } = t.request
  const wrong = (code: keyof typeof problems, values: Record<string, string> = {}) => {
    const { message, remedy }: { message: string; remedy: string } = problems[code]
    return new WrongUse('wrong_use', {
      message: say(message, values),
      remedy: say(remedy, { names: PACKAGE_NAMES, ...values }),
    })
  }
  const accessPackages = accessPackage.map(one => (one.includes(':') ? one : accessPackageUrn(one)))
  if (name === undefined) {
    if (resource.length + accessPackages.length === 0) throw wrong('nothing')
    if (agent && resource.length > 0) throw wrong('agentResources')
    return { kind: agent ? 'agent' : 'standard', resources: resource, accessPackages }
  }
  if (resource.length + accessPackages.length > 0) throw wrong('twice')
  const chosen = packageById(name.toLowerCase())
  if (!chosen) throw wrong('unknownPackage', { name })
  const kind = kindOf(chosen.id)
  if (agent && kind === 'standard') throw wrong('agentPackage', { name })
  return {
    kind,
    resources: chosen.resources.map(key => RESOURCE_IDS[key]),
    accessPackages: (chosen.agentPackages ?? []).map(accessPackageUrn),
  }
}

/** A request that was sent, but not answered, is looked up before anybody sends it again. */
async function createOnce(altinn: Altinn, order: NewRequest, cli: CommandLine) {
  const { requests } = altinn
  const { customer, externalRef, kind } = order
  try {
    return await requests.create(order, cli.action)
  } catch (error) {
    if (!isUnclear(error, isCreateOperation)) throw refusedAsking(error, customer, cli)
    const look = startAction(cli.action.reference)
    const found = await requests
      .byReference(customer, externalRef, look, kind)
      .catch((failed: unknown) => {
        if (!(failed instanceof SmartCloudError)) throw failed
        return undefined
      })
    const { message, remedy } = cli.t.request.unclear
    if (!found)
      throw new Unclear('unclear', {
        message,
        remedy: say(remedy, { org: customer }),
        reference: cli.action.reference,
      })
    cli.tell(cli.t.request.lookedUp)
    // Made just now, or before: nobody knows.
    return { outcome: 'found' as const, request: found }
  }
}

async function status(
  typedId: string | undefined,
  options: z.infer<typeof StatusOptions>,
  cli: CommandLine,
): Promise<Result> {
  const { t, action } = cli
  const { org, agent } = options
  if ((typedId === undefined) === (org === undefined)) throw new WrongUse('wrong_use', t.idOrOrg)
  const id = typedId === undefined ? undefined : idFrom(typedId, 'smartcloud request list', cli)
  const externalRef = referenceFrom(options.externalRef, cli)
  const { config, altinn } = await connectAsSystem(options, cli)
  const { requests } = altinn
  const customer = id ?? organisationFrom(org, '--org', config.world, cli)

  const found = await cli.during(t.progress.altinn, () =>
    ofEitherKind(agent, kind =>
      id
        ? requests.byId(id, action, kind)
        : requests.byReference(customer as OrganisationNumber, externalRef, action, kind),
    ),
  )
  if (!found) throw new Refused('not_found', t.request.status.none)
  const data = shown(found.request, found.kind, config, cli)
  return { data, lines: linesOf(data, cli) }
}

/** Whoever does not say which kind is told of the one that there is. */
async function ofEitherKind(
  isAgent: boolean,
  find: (kind: RequestKind) => Promise<SystemUserRequest | undefined>,
): Promise<{ request: SystemUserRequest; kind: RequestKind } | undefined> {
  for (const kind of isAgent ? (['agent'] as const) : (['standard', 'agent'] as const)) {
    const request = await find(kind)
    if (request) return { request, kind }
  }
  return undefined
}

async function list(options: ClientOptions, cli: CommandLine): Promise<Result> {
  const { t } = cli
  const { fields } = t
  const { config, altinn } = await connectAsSystem(options, cli)
  const found: { request: SystemUserRequest; kind: RequestKind }[] = []
  await cli.during(t.progress.altinn, async () => {
    for (const kind of ['standard', 'agent'] as const)
      for await (const request of altinn.requests.all(perPage(cli), kind))
        found.push({ request, kind })
  })
  const rows = found.map(({ request, kind }) => [
    request.id,
    request.partyOrgNo,
    t.kinds[kind],
    standingWords(standingOf(request), cli),
    shownInstant(request.created, cli),
    shownReference(request.externalRef, request.partyOrgNo),
  ])
  const heads = ['Id', fields.org, fields.kind, fields.status, fields.created, fields.reference]
  return {
    data: found.map(({ request, kind }) => shown(request, kind, config, cli)),
    lines: rows.length === 0 ? [t.nothingFound] : tableLines([heads, ...rows]),
  }
}

async function remove(
  typedId: string,
  options: z.infer<typeof DeleteOptions>,
  cli: CommandLine,
): Promise<Result> {
  const { t, action } = cli
  const id = idFrom(typedId, 'smartcloud request list', cli)
  const { altinn } = await connectAsSystem(options, cli)
  const found = await cli.during(t.progress.altinn, () =>
    ofEitherKind(false, kind => altinn.requests.byId(id, action, kind)),
  )
  if (!found) throw new Refused('not_found', t.request.status.none)
  const { partyOrgNo: org } = found.request
  const would = { id, org, status: standingWords(standingOf(found.request), cli) }
  confirmed(options.yes, { details: [say(t.request.delete.would, would)] }, cli)
  await cli.during(t.progress.altinn, () => altinn.requests.remove(id, action))
  return {
    data: { deleted: id, organisationNumber: org },
    lines: [say(t.request.delete.done, { id })],
  }
}

/** One request as a program reads it. */
const shown = (
  request: SystemUserRequest,
  kind: RequestKind,
  config: ClientConfig,
  cli: CommandLine,
) => ({
  id: request.id,
  organisationNumber: request.partyOrgNo,
  kind,
  externalRef: request.externalRef ?? null,
  ...standingOf(request),
  resources: resourcesOf(request),
  accessPackages: accessPackagesOf(request),
  created: request.created ?? null,
  confirmUrl: approvalAddress(request, config, cli),
})

/** The same as people read it. */
function linesOf(data: ReturnType<typeof shown>, cli: CommandLine): string[] {
  const { t } = cli
  const { fields } = t
  const { id, organisationNumber: org, resources, accessPackages } = data
  return [
    ...fieldLines([
      ['Id', id],
      [fields.org, org],
      [fields.kind, t.kinds[data.kind]],
      [fields.status, standingWords(data, cli)],
      [fields.reference, shownReference(data.externalRef, org) || undefined],
      [fields.resources, listed(resources, cli)],
      [fields.accessPackages, listed(accessPackages, cli)],
      [fields.created, shownInstant(data.created, cli) || undefined],
      [fields.confirmUrl, data.confirmUrl ?? undefined],
    ]),
    '',
    say<string>(t.next[data.situation], { org, id }),
  ]
}

const sameNames = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every(one => others.includes(one))
