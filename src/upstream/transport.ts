import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import type { AxiosAdapter, InternalAxiosRequestConfig } from 'axios'

/** A reason of ours to give up, told apart from the system's by its code. */
export class TransportError extends Error {
  constructor(readonly code: 'TOO_SLOW' | 'TOO_LARGE' | 'GARBLED' | 'ERR_BODY_TOO_LARGE') {
    super(code)
  }
}

/**
 * axios's way over HTTP on Node's own client: a third of the processor time of the one it brings,
 * which can do much that we refuse anyway, such as redirects, proxies, uploads and cookies.
 *
 * `timeout` is for the whole of it: connecting, sending, waiting and reading. The headers are sent
 * as they are, and the body is a `Buffer`. Every status is an answer.
 *
 * @throws {TransportError} and what Node's client throws, from the returned function
 */
export function createTransport({ secure }: { secure: boolean }): AxiosAdapter {
  const request = secure ? httpsRequest : httpRequest

  return config =>
    new Promise((resolve, reject) => {
      const { method, url, data, timeout, maxContentLength = Infinity } = config
      const length = data === undefined ? undefined : Buffer.byteLength(data)
      if (length !== undefined && length > (config.maxBodyLength ?? Infinity))
        throw new TransportError('ERR_BODY_TOO_LARGE')
      const call = request(url!, {
        method: method!,
        headers: {
          ...config.headers,
          'accept-encoding': 'gzip, br',
          ...(length !== undefined && { 'content-length': length }),
        } as OutgoingHttpHeaders,
        agent: secure ? config.httpsAgent : config.httpAgent,
      })
      const giveUp = (error: Error) => {
        clearTimeout(timer)
        call.destroy()
        reject(error)
      }
      // Made only when it is needed: an error costs as much as a tenth of the whole call.
      const tooSlow = () => giveUp(new TransportError('TOO_SLOW'))
      const timer = setTimeout(tooSlow, timeout)

      call.on('error', giveUp)
      call.on('response', response => {
        const chunks: Buffer[] = []
        let received = 0
        response.on('data', (chunk: Buffer) => {
          received += chunk.length
          if (received > maxContentLength) giveUp(new TransportError('TOO_LARGE'))
          else chunks.push(chunk)
        })
        response.on('error', giveUp)
        response.on('end', () => {
          const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
          const encoding = response.headers['content-encoding']
          if (encoding === undefined || received === 0) {
            clearTimeout(timer)
            return resolve(answerOf(response, body, config))
          }
          decompress(encoding, body, maxContentLength)
            .then(plain => resolve(answerOf(response, plain, config)), reject)
            .finally(() => clearTimeout(timer))
        })
      })
      call.end(data)
    })
}

const answerOf = (
  { statusCode = 0, statusMessage = '', headers }: IncomingMessage,
  data: Buffer,
  config: InternalAxiosRequestConfig,
) => ({ status: statusCode, statusText: statusMessage, headers, data, config })

const DECOMPRESSORS = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const

/** Stops at the limit, so that a small answer cannot become a huge one. */
async function decompress(encoding: string, body: Buffer, maxBytes: number): Promise<Buffer> {
  const name = encoding.trim().toLowerCase()
  if (name === 'identity') return body
  const known = Object.hasOwn(DECOMPRESSORS, name)
  if (!known) throw new TransportError('GARBLED')
  try {
    return await DECOMPRESSORS[name as keyof typeof DECOMPRESSORS](body, {
      maxOutputLength: maxBytes,
    })
  } catch (error) {
    const isTooLarge = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE'
    throw new TransportError(isTooLarge ? 'TOO_LARGE' : 'GARBLED')
  }
}
