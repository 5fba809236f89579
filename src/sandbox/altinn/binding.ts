import express from 'express'
import type { ErrorRequestHandler, Request, RequestHandler } from 'express'
import * as z from 'zod'
import { sendFrameworkProblem } from './problems.js'

/*
 * What ASP.NET does before an endpoint sees a call: path, query and body become values, or the
 * caller gets a 400 that names them.
 */

/**
 * Thrown where the framework, and not a rule of Altinn's, turns a call down. A 403 comes without a
 * body.
 */
export class FrameworkRefusal extends Error {
  readonly status: number
  /** By parameter or member: what is wrong with it. */
  readonly errors: Record<string, string[]> | undefined

  constructor(status: number, errors?: Record<string, string[]>) {
    super(`refused with ${status}`)
    this.status = status
    this.errors = errors
  }
}

/** An object whose members are found in any case, as System.Text.Json does it. */
export const members = <T extends z.ZodRawShape>(shape: T) =>
  z.preprocess(value => withNamesOf(shape, value), z.object(shape))

export const text = z.string()
const trimmed = text.transform(value => value.trim())
/** For members of the body and of objects in it. Strings in lists and maps are left alone. */
export const requiredText = trimmed.refine(value => value !== '')
export const optionalText = trimmed.nullish().transform(value => value || undefined)

/** Reads a JSON body. Goes after `requireScope`: who may not call learns nothing about the body. */
export const jsonBody: RequestHandler = (req, res, next) => {
  // `is` answers null when there is no body at all, which is a matter for the endpoint.
  if (req.is(JSON_TYPES) === false) sendFrameworkProblem(res, 415)
  else parseJson(req, res, next)
}
const JSON_TYPES = ['json', '+json']
const parseJson = express.json({ limit: '1mb', strict: false, type: JSON_TYPES })

/**
 * The body as the endpoint wants it.
 *
 * @param parameter the name of the endpoint's parameter, for types whose members are `required` in
 * C#: Altinn then names the parameter instead of the member
 * @throws {FrameworkRefusal}
 */
export function bindBody<T>(req: Request, schema: z.ZodType<T>, parameter?: string): T {
  const body: unknown = req.body
  if (body === undefined || body === null)
    throw new FrameworkRefusal(400, { '': ['A non-empty request body is required.'] })
  const parsed = schema.safeParse(body, { reportInput: true })
  if (parsed.success) return parsed.data
  throw new FrameworkRefusal(400, bodyErrors(parsed.error.issues, parameter))
}

/** A query parameter by its name in any case; blank means absent, and the first of several counts. */
export function queryValue(req: Request, name: string): string | undefined {
  const { searchParams } = new URL(req.originalUrl, 'http://sandbox')
  const found = [...searchParams].find(([key]) => key.toLowerCase() === name.toLowerCase())
  return found?.[1] || undefined
}

/** @throws {FrameworkRefusal} */
export function requiredQueryValue(req: Request, name: string): string {
  const value = queryValue(req, name)
  if (value === undefined)
    throw new FrameworkRefusal(400, { [name]: [`The ${name} field is required.`] })
  return value
}

/** A part of the path, decoded. */
export const pathValue = (req: Request, name: string): string => String(req.params[name])

/** A GUID from the path. @throws {FrameworkRefusal} */
export function bindGuid(req: Request, name: string): string {
  return asGuid(name, pathValue(req, name))
}

/** A GUID from the query; the all-zero GUID is as good as none. @throws {FrameworkRefusal} */
export function queryGuid(req: Request, name: string): string | undefined {
  const value = queryValue(req, name)
  if (value === undefined) return undefined
  const guid = asGuid(name, value)
  return guid === EMPTY_GUID ? undefined : guid
}

export const notValid = (name: string, value: string) =>
  new FrameworkRefusal(400, { [name]: [`The value '${value}' is not valid.`] })

/** The last handler: whatever went wrong, the caller gets a body and never a stack. */
export const answerErrors: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) return next(error)
  if (error instanceof FrameworkRefusal) {
    if (error.status === 403) return void res.status(403).end()
    return sendFrameworkProblem(res, error.status, error.errors)
  }

  const { type, status = 500 } = error as { type?: string; status?: number }
  if (type === 'entity.parse.failed')
    return sendFrameworkProblem(res, 400, { $: ['The JSON value could not be read.'] })
  sendFrameworkProblem(res, status)
}

const EMPTY_GUID = '00000000-0000-0000-0000-000000000000'

function asGuid(name: string, value: string): string {
  const [, a, b, c, d, e] =
    /^\s*([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\s*$/i.exec(
      value,
    ) ?? []
  if (!a) throw notValid(name, value)
  return [a, b, c, d, e].join('-').toLowerCase()
}

function withNamesOf(shape: z.ZodRawShape, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const names = new Map(Object.keys(shape).map(name => [name.toLowerCase(), name]))
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      const name = names.get(key.toLowerCase())
      return name === undefined ? [] : [[name, member]]
    }),
  )
}

function bodyErrors(issues: readonly z.core.$ZodIssue[], parameter: string | undefined) {
  const errors: Record<string, string[]> = {}
  for (const { path, input } of issues) {
    const member = path.map(pascalCase).join('.')
    if (input === undefined && parameter) {
      const missing = String(path.at(-1))
      errors.$ = [`JSON deserialization was missing required properties including: '${missing}'.`]
      errors[parameter] = [`The ${parameter} field is required.`]
    } else if (input === undefined || input === null || input === '') {
      errors[member] = [`The ${member} field is required.`]
    } else {
      errors[['$', ...path.map(String)].join('.')] = ['The JSON value could not be converted.']
    }
  }
  return errors
}

const pascalCase = (name: PropertyKey) =>
  String(name).replace(/^[a-z]/, first => first.toUpperCase())
