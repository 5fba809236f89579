import { randomUUID } from 'node:crypto'
import { Router } from 'express'
import type { Request, Response } from 'express'
import * as z from 'zod'
import type { AccessPackageRef, RegisteredSystem, Right } from '../state/state.js'
import type { World } from '../world/world.js'
import {
  bindBody,
  FrameworkRefusal,
  jsonBody,
  members,
  pathValue,
  requiredText,
  text,
} from './binding.js'
import { sendFrameworkProblem, sendText, sendValidationErrors } from './problems.js'
import {
  clientIdErrors,
  idErrors,
  packageErrors,
  redirectUrlErrors,
  repeatedClientIdErrors,
  rightErrors,
} from './register-rules.js'
import { AccessPackageBody, RightBody } from './rights.js'
import { callerOf, requireScope, SCOPE } from './token.js'
import type { Caller } from './token.js'

/** The register of systems, as their vendors see and change it. */
export function registerRouter(world: World): Router {
  const { state } = world
  const router = Router()
  const mayEnter = requireScope(world, SCOPE.registerWrite, SCOPE.registerAdmin)

  router.get('/vendor', mayEnter, (_req, res) => {
    const { orgNo } = callerOf(res)
    if (!orgNo) throw new FrameworkRefusal(403)
    const own = [...state.systems.values()].filter(
      system => system.vendorOrgNo === orgNo && !system.isDeleted,
    )
    res.json(own.map(listItemView))
  })

  router.post('/vendor', mayEnter, jsonBody, (req, res) => {
    const entry = bindBody(req, SystemEntry, 'registerNewSystem')
    if (!entry.vendor.ID.startsWith('0192')) {
      const path = '/registersystemrequest/vendor/id'
      return sendValidationErrors(res, [{ code: 'AUTH.VLD-00000', path }])
    }
    const vendorOrgNo = entry.vendor.ID.split(':')[1]
    if (!vendorOrgNo) return sendText(req, res, 500, 'Index was outside the bounds of the array.')
    requireOwner(res, { vendorOrgNo })
    if (hasNullList(entry)) return sendText(req, res, 500, NULL_LIST)

    const content = contentOf(entry)
    const errors = [
      ...idErrors(state, entry.id, vendorOrgNo),
      ...redirectUrlErrors(content.allowedRedirectUrls),
      ...clientIdErrors(state, entry.id, content.clientId).slice(0, 1), // one for all of them
      ...rightErrors(state, content.rights),
      ...packageErrors(state, content),
    ]
    if (errors.length > 0) return sendValidationErrors(res, errors)
    const stumble = storageStumble(entry)
    if (stumble) return sendText(req, res, 500, stumble)
    if (new Set(content.clientId).size < content.clientId.length)
      return sendText(req, res, 409, `The System already exist: ${entry.id}`)

    const system: RegisteredSystem = {
      internalId: randomUUID(),
      id: entry.id,
      vendorOrgNo,
      ...content,
      allowedRedirectUrls: content.allowedRedirectUrls.map(normalised),
      isDeleted: false,
      changeLog: [],
    }
    state.systems.set(system.id, system)
    noteChange(world, system, callerOf(res), 'create', loggedEntry(entry))
    res.json(system.internalId)
  })

  router.get('/vendor/:systemId', mayEnter, (req, res) => {
    const system = state.systems.get(pathValue(req, 'systemId'))
    if (!system) return sendFrameworkProblem(res, 404)
    requireOwner(res, system)
    res.json({
      id: system.id,
      vendor: { ID: `0192:${system.vendorOrgNo}` },
      name: system.name,
      description: system.description,
      rights: system.rights,
      accessPackages: system.accessPackages,
      isDeleted: system.isDeleted,
      clientId: system.clientId,
      isVisible: system.isVisible,
      allowedRedirectUrls: system.allowedRedirectUrls,
    })
  })

  router.put('/vendor/:systemId', mayEnter, jsonBody, (req, res) => {
    const entry = bindBody(req, SystemEntry, 'updateSystem')
    const id = pathValue(req, 'systemId')
    const system = state.systems.get(id)
    const notFound = `System with ID '${id}' not found.`
    if (!system) return sendText(req, res, 404, notFound)
    requireOwner(res, system)
    if (entry.vendor.ID !== `0192:${system.vendorOrgNo}`) return sendText(req, res, 404, notFound)
    if (entry.id !== id) {
      const path = '/registersystemrequest/systemid'
      return sendValidationErrors(res, [{ code: 'AUTH.VLD-00012', path }])
    }
    if (system.isDeleted) return sendText(req, res, 400, DELETED)
    if (hasNullList(entry)) return sendText(req, res, 500, NULL_LIST)

    const content = contentOf(entry)
    const errors = [
      ...rightErrors(state, content.rights),
      ...packageErrors(state, content),
      ...repeatedClientIdErrors(content.clientId),
      ...clientIdErrors(state, id, content.clientId),
    ]
    if (errors.length > 0) return sendValidationErrors(res, errors)
    // Redirect addresses are not checked here: `http` gets through, and nonsense ends in a 500.
    const stumble =
      storageStumble(entry) ??
      (content.allowedRedirectUrls.every(url => URL.canParse(url)) ? undefined : INVALID_URI)
    if (stumble) return sendText(req, res, 500, stumble)

    Object.assign(system, content, {
      allowedRedirectUrls: content.allowedRedirectUrls.map(normalised),
    })
    noteChange(world, system, callerOf(res), 'update', loggedEntry(entry))
    res.json({ succeeded: true })
  })

  router.put('/vendor/:systemId/rights', mayEnter, jsonBody, (req, res) => {
    const rights = bindBody(req, z.array(RightBody))
    const system = systemToChange(req, res)
    if (!system) return
    const errors = rightErrors(state, rights)
    if (errors.length > 0) return sendValidationErrors(res, errors)
    system.rights = rights
    noteChange(world, system, callerOf(res), 'rightsupdate', rights.map(loggedRight))
    res.json({ succeeded: true })
  })

  router.put('/vendor/:systemId/accesspackages', mayEnter, jsonBody, (req, res) => {
    const accessPackages = bindBody(req, z.array(AccessPackageBody))
    const system = systemToChange(req, res)
    if (!system) return
    const errors = packageErrors(state, { accessPackages, isVisible: system.isVisible })
    if (errors.length > 0) return sendValidationErrors(res, errors)
    system.accessPackages = accessPackages
    noteChange(
      world,
      system,
      callerOf(res),
      'accesspackageupdate',
      accessPackages.map(loggedPackage),
    )
    res.json({ succeeded: true })
  })

  router.delete('/vendor/:systemId', mayEnter, (req, res) => {
    const system = state.systems.get(pathValue(req, 'systemId'))
    if (!system) return sendFrameworkProblem(res, 400, { return: ['System not found'] })
    requireOwner(res, system)
    // Altinn counts the client ids it has freed, and takes none for a failure of the whole.
    const freesSomething = !system.isDeleted && system.clientId.length > 0
    system.isDeleted = true
    if (!freesSomething) return sendFrameworkProblem(res, 400)
    noteChange(world, system, callerOf(res), 'delete')
    res.json({ succeeded: true })
  })

  router.get('/vendor/:systemId/changelog', mayEnter, (req, res) => {
    const id = pathValue(req, 'systemId')
    const system = state.systems.get(id)
    if (!system) return sendText(req, res, 404, `System with ID ${id} not found.`)
    requireOwner(res, system)
    res.json(system.changeLog)
  })

  /** The system, unless something is in the way: then the answer has been given. */
  function systemToChange(req: Request, res: Response): RegisteredSystem | undefined {
    const id = pathValue(req, 'systemId')
    const system = state.systems.get(id)
    // Altinn answers 500 here. We do not: nobody should come to rely on it.
    if (!system) return void sendText(req, res, 404, `System with ID '${id}' not found.`)
    requireOwner(res, system)
    if (system.isDeleted) return void sendText(req, res, 400, DELETED)
    return system
  }

  return router
}

/** A system without what only its vendor needs. */
export const listItemView = (system: RegisteredSystem) => ({
  systemId: system.id,
  systemVendorOrgNumber: system.vendorOrgNo,
  systemVendorOrgName: '',
  name: system.name,
  description: system.description,
  rights: system.rights,
  accessPackages: system.accessPackages,
  isVisible: system.isVisible,
})

const translated = z.record(text, text)

const SystemEntry = members({
  id: requiredText,
  vendor: members({ ID: requiredText }),
  name: translated,
  description: translated,
  rights: z.array(RightBody).nullable().default([]),
  accessPackages: z.array(AccessPackageBody).nullable().default([]),
  clientId: z.array(text).nullable().default([]),
  isVisible: z.boolean().default(true),
  allowedRedirectUrls: z.array(text).nullable().default([]),
})
type SystemEntry = z.infer<typeof SystemEntry>

const DELETED = 'Cannot update a system marked as deleted.'
const NULL_LIST = "Value cannot be null. (Parameter 'source')"
const INVALID_URI = 'Invalid URI: The format of the URI could not be determined.'

function requireOwner(res: Response, { vendorOrgNo }: { vendorOrgNo: string }): void {
  const { orgNo, scopes } = callerOf(res)
  if (orgNo !== vendorOrgNo && !scopes.includes(SCOPE.registerAdmin))
    throw new FrameworkRefusal(403)
}

const hasNullList = ({ rights, accessPackages, clientId, allowedRedirectUrls }: SystemEntry) =>
  [rights, accessPackages, clientId, allowedRedirectUrls].includes(null)

const contentOf = (entry: SystemEntry) => ({
  name: entry.name,
  description: entry.description,
  rights: entry.rights ?? [],
  accessPackages: entry.accessPackages ?? [],
  clientId: entry.clientId ?? [],
  isVisible: entry.isVisible,
  allowedRedirectUrls: entry.allowedRedirectUrls ?? [],
})

/** What no rule asks for and the database insists on. */
function storageStumble({ id, name, description }: SystemEntry): string | undefined {
  const isComplete = [name, description].every(map =>
    ['nb', 'nn', 'en'].every(language => map[language] !== undefined),
  )
  if (!isComplete) return '23514: new row for relation "system_register" violates check constraint'
  return id.length > 255 ? '22001: value too long for type character varying(255)' : undefined
}

const normalised = (url: string) => new URL(url).href

type ChangeType = 'create' | 'update' | 'rightsupdate' | 'accesspackageupdate' | 'delete'

function noteChange(
  world: World,
  system: RegisteredSystem,
  { orgNo, clientId }: Caller,
  changeType: ChangeType,
  changedData?: unknown,
): void {
  system.changeLog.unshift({
    systemInternalId: system.internalId,
    changedByOrgNumber: orgNo,
    changeType,
    changedData,
    clientId,
    created: new Date(world.now()).toISOString().replace('Z', '+00:00'),
  })
}

/* The log writes members as C# names them; only attribute pairs have names of their own. */

const loggedRight = ({ action, resource }: Right) => ({
  Action: action ?? null,
  Resource: resource,
})
const loggedPackage = ({ urn }: AccessPackageRef) => ({ Urn: urn })

const loggedEntry = (entry: SystemEntry) => ({
  Id: entry.id,
  Vendor: entry.vendor,
  Name: entry.name,
  Description: entry.description,
  Rights: entry.rights?.map(loggedRight),
  AccessPackages: entry.accessPackages?.map(loggedPackage),
  ClientId: entry.clientId,
  IsVisible: entry.isVisible,
  AllowedRedirectUrls: entry.allowedRedirectUrls,
})
