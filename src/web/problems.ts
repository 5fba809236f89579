import { SmartCloudError } from '../errors.js'

/** Why we turn a request away. Each has a page of its own in `error-page.ts`. */
export type Turned =
  | 'badRequest'
  | 'notFound'
  | 'crossOrigin'
  | 'formTooOld'
  | 'noAccess'
  /** One of our own people whose role is another. */
  | 'noRole'
  | 'methodNotAllowed'
  | 'tooLarge'
  /** Of a file. */
  | 'fileTooLarge'
  | 'unsupportedType'
  | 'tooMany'

const STATUS: Readonly<Record<Turned, number>> = {
  badRequest: 400,
  crossOrigin: 403,
  formTooOld: 403,
  noAccess: 403,
  noRole: 403,
  notFound: 404,
  methodNotAllowed: 405,
  tooLarge: 413,
  fileTooLarge: 413,
  unsupportedType: 415,
  tooMany: 429,
}

/** The visitor's request is not one we carry out; nothing has happened. */
export class RequestTurnedAway extends SmartCloudError {
  readonly code: string
  readonly status: number

  constructor(
    readonly why: Turned,
    readonly retryAfterSeconds?: number,
  ) {
    super(why)
    this.code = `request_${why}`
    this.status = STATUS[why]
  }
}
