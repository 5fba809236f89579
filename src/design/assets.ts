import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extname, join, parse } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { RequestHandler } from 'express'

export interface Assets {
  /**
   * Where a file is served. The hash of its content is part of the address.
   *
   * @throws when there is no file of that name
   */
  address: (name: string) => string
  /** Mounted at `/assets`. Answers every GET and HEAD there; other methods pass on. */
  handler: RequestHandler
}

/**
 * Reads the files once. Where a stylesheet says `/assets/{name}` of another file, the address with
 * the hash is filled in. Compressed bodies are made when first asked for, and kept.
 *
 * @param files paths by the name they are known by: `{ 'app.css': '/…/app.css' }`
 */
export function createAssets({ files }: { files: Readonly<Record<string, string>> }): Assets {
  const addresses = new Map<string, string>()
  const served = new Map<string, Asset>()

  // Stylesheets last: they name the others.
  const names = Object.keys(files).sort((a, b) => Number(isStyle(a)) - Number(isStyle(b)))
  for (const name of names) {
    const content = readFileSync(files[name]!)
    const body = isStyle(name) ? Buffer.from(withAddresses(content.toString(), addresses)) : content
    const { name: stem, ext } = parse(name)
    const hash = createHash('sha256').update(body).digest('base64url').slice(0, 10)
    const path = `/${stem}-${hash}${ext}`
    addresses.set(name, `/assets${path}`)
    served.set(path, createAsset(name, body))
  }

  return {
    address: name => {
      const known = addresses.get(name)
      if (known === undefined) throw new Error(`There is no asset called ${name}`)
      return known
    },
    handler: async (req, res, next) => {
      if (req.method !== 'GET' && req.method !== 'HEAD') return next()
      const asset = served.get(req.path)
      if (!asset) {
        res.status(404).type('text/plain').set('Cache-Control', 'no-store').send('Not found\n')
        return
      }

      res.set('Content-Type', asset.type)
      res.set('Cache-Control', 'public, max-age=31536000, immutable')
      if (!asset.isText) return void res.end(asset.body)

      res.vary('Accept-Encoding')
      const encoding = (['br', 'gzip'] as const).find(known => req.acceptsEncodings(known))
      const body = encoding ? await asset.packed(encoding) : asset.body
      if (encoding) res.set('Content-Encoding', encoding)
      res.set('Content-Length', String(body.length))
      res.end(body)
    },
  }
}

/** Everything under `public/`, the design system and the font. */
export function siteFiles(publicFolder: string): Record<string, string> {
  const require = createRequire(import.meta.url)
  const files: Record<string, string> = {
    'designsystemet.css': require.resolve('@digdir/designsystemet-css'),
    'inter.woff2':
      require.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'),
  }
  for (const entry of readdirSync(publicFolder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && extname(entry.name) in TYPES)
      files[entry.name] = join(entry.parentPath, entry.name)
  }
  return files
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.woff2': 'font/woff2',
}

interface Asset {
  body: Buffer
  type: string
  /** Text is worth packing; a woff2 font is packed already. */
  isText: boolean
  packed: (encoding: 'br' | 'gzip') => Promise<Buffer>
}

function createAsset(name: string, body: Buffer): Asset {
  const type = TYPES[extname(name)]
  if (type === undefined) throw new Error(`We do not know how to serve ${name}`)

  const made = new Map<string, Promise<Buffer>>()
  return {
    body,
    type,
    isText: type.includes('charset'),
    packed: encoding => {
      const known = made.get(encoding) ?? PACKERS[encoding](body)
      made.set(encoding, known)
      return known
    },
  }
}

const brotli = promisify(brotliCompress)
const PACKERS = {
  // 10 of 11: a third of the time for 2 % more bytes.
  br: (body: Buffer) => brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }),
  gzip: promisify(gzip) as (body: Buffer) => Promise<Buffer>,
}

const isStyle = (name: string) => name.endsWith('.css')

const withAddresses = (css: string, addresses: ReadonlyMap<string, string>) =>
  css.replace(/\/assets\/([\w.-]+)/g, (plain, name: string) => addresses.get(name) ?? plain)
