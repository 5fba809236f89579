import { isUtf8 } from 'node:buffer'
import * as z from 'zod'
import type { ZodType } from 'zod'
import type { SurpriseKind } from './errors.js'
import type { HttpAnswer } from './http.js'

/** What a caller makes of the body: JSON of this shape, text as it came, or nothing at all. */
export type AnswerKind = ZodType | 'text' | 'nothing'

export type ReadAnswer = { body: unknown } | { surprise: SurpriseKind; detail: string }

const JSON_TYPE = /^(?:application|text)\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i
const HTML_TYPE = /^(?:text\/html|application\/xhtml\+xml)\b/i
const MAX_DETAIL = 1_000

/** Reads the body of a success. Nothing it says about a surprise repeats what the answer said. */
export function readAnswer({ status, headers, body }: HttpAnswer, kind: AnswerKind): ReadAnswer {
  if (kind === 'nothing') return { body: undefined }

  const type = headers['content-type'] ?? ''
  const isEmpty = status === 204 || status === 205
  if (kind === 'text') {
    // A log-in page or a proxy's apology is never what anybody asked for
    if (HTML_TYPE.test(type)) return { surprise: 'contentType', detail: 'HTML instead of text' }
    if (!isUtf8(body)) return { surprise: 'notJson', detail: 'not UTF-8' }
    return { body: body.toString() }
  }

  let value: unknown
  if (!isEmpty) {
    if (!JSON_TYPE.test(type)) {
      const found = HTML_TYPE.test(type) ? 'HTML' : type ? 'something else' : 'no content type'
      return { surprise: 'contentType', detail: `${found} instead of JSON` }
    }
    if (!isUtf8(body)) return { surprise: 'notJson', detail: 'not UTF-8' }
    try {
      value = JSON.parse(withoutByteOrderMark(body.toString()))
    } catch {
      return { surprise: 'notJson', detail: 'JSON that cannot be read' }
    }
  }
  const read = kind.safeParse(value)
  return read.success
    ? { body: read.data }
    : { surprise: 'shape', detail: z.prettifyError(read.error).slice(0, MAX_DETAIL) }
}

/** The text of an error answer, whatever it is: bytes that are no UTF-8 become question marks. */
export const textOf = (body: Buffer): string => withoutByteOrderMark(body.toString())

const withoutByteOrderMark = (text: string) => (text.startsWith('\ufeff') ? text.slice(1) : text)
