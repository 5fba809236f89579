import type { Request, RequestHandler } from 'express'
import { RequestTurnedAway } from './problems.js'
import { visitorOf } from './visitor.js'

/** A file as somebody sent it. Its name is theirs too. */
export interface Upload {
  name: string
  bytes: Uint8Array
}

/** Whether a form with a file may come here: everything else is read as small forms are. */
export const isUpload = (req: Request, places: ReadonlySet<string>): boolean =>
  req.method === 'POST' && places.has(req.path) && req.is('multipart/form-data') !== false

/**
 * Reads forms with one file, at the few addresses that have one, after the session and before the
 * form token is looked at, which is among the fields. Only for our own people, and at `openPlaces`:
 * nobody else makes us read so much.
 *
 * @param places paths, exactly as the forms have them
 * @param mostBytes of the whole form
 */
export function uploads(
  places: ReadonlySet<string>,
  mostBytes: number,
  openPlaces: ReadonlySet<string> = new Set(),
): RequestHandler {
  return async (req, res, next): Promise<void> => {
    if (!isUpload(req, places)) return next()
    // Whoever is not signed in fails at the form token, which is missing.
    const isStaff = visitorOf(req).signedIn?.audience === 'staff'
    if (!isStaff && !openPlaces.has(req.path)) return next()
    const bytes = await readAll(req, mostBytes)
    const form = await new Response(bytes, { headers: { 'content-type': typeOf(req) } })
      .formData()
      .catch(() => {
        throw new RequestTurnedAway('badRequest')
      })
    const fields = Object.create(null) as Record<string, unknown>
    for (const [name, value] of form) {
      if (typeof value === 'string') {
        // As in other forms: what is there twice is a list, and no form of ours has one.
        fields[name] = name in fields ? [fields[name], value].flat() : value
      } else if (res.locals['upload'] !== undefined) {
        throw new RequestTurnedAway('badRequest')
      } else {
        res.locals['upload'] = {
          name: value.name,
          bytes: new Uint8Array(await value.arrayBuffer()),
        } satisfies Upload
      }
    }
    req.body = fields
    next()
  }
}

/** The file of the form; undefined when none was chosen. */
export function uploadOf(res: { locals: Record<string, unknown> }): Upload | undefined {
  const upload = res.locals['upload'] as Upload | undefined
  return upload && (upload.name !== '' || upload.bytes.length > 0) ? upload : undefined
}

const typeOf = (req: Request): string => req.get('content-type') ?? ''

/** @throws {RequestTurnedAway} as soon as it is more, whatever was said of it before */
async function readAll(req: Request, most: number): Promise<Buffer<ArrayBuffer>> {
  if (Number(req.get('content-length')) > most) throw new RequestTurnedAway('fileTooLarge')
  if (req.get('content-encoding') !== undefined) throw new RequestTurnedAway('unsupportedType')
  const chunks: Buffer[] = []
  let size = 0
  await new Promise<void>((resolve, reject) => {
    req.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > most) {
        req.removeAllListeners('data')
        req.resume() // or the browser never reads our answer
        reject(new RequestTurnedAway('fileTooLarge'))
      } else chunks.push(chunk)
    })
    req.on('end', resolve)
    req.on('aborted', () => reject(new RequestTurnedAway('badRequest')))
    req.on('error', () => reject(new RequestTurnedAway('badRequest')))
  })
  return Buffer.concat(chunks)
}
