import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import request from 'supertest'
import { afterAll, describe, expect, test } from 'vitest'
import { createAssets, siteFiles } from '../../src/design/assets.js'

const folder = mkdtempSync(join(tmpdir(), 'assets-'))
afterAll(() => rmSync(folder, { recursive: true }))

const write = (name: string, content: string) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

const css = `${'p { color: red }\n'.repeat(100)}@font-face { src: url('/assets/face.woff2') }`
const assets = createAssets({
  files: { 'look.css': write('look.css', css), 'face.woff2': write('face.woff2', 'a font') },
})
const site = express().use('/assets', assets.handler)
const sheet = assets.address('look.css')

describe('a browser', () => {
  test('keeps a file for a year, since its address changes with its content', async () => {
    const response = await request(site).get(sheet).expect(200)

    expect(sheet).toMatch(/^\/assets\/look-[\w-]{10}\.css$/)
    expect(response.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(response.headers['content-type']).toBe('text/css; charset=utf-8')
    const changed = createAssets({ files: { 'look.css': write('other.css', 'p {}') } })
    expect(changed.address('look.css')).not.toBe(sheet)
  })

  test('gets brotli when it can read it', async () => {
    const response = await request(site)
      .get(sheet)
      .set('Accept-Encoding', 'gzip, deflate, br')
      .expect(200)

    expect(response.headers['content-encoding']).toBe('br')
    expect(response.headers['vary']).toBe('Accept-Encoding')
    expect(Number(response.headers['content-length'])).toBeLessThan(css.length / 4)
    expect(response.text).toContain('color: red')
  })

  test('gets gzip when it cannot, and the plain file when it can neither', async () => {
    const zipped = await request(site).get(sheet).set('Accept-Encoding', 'gzip').expect(200)
    expect(zipped.headers['content-encoding']).toBe('gzip')
    expect(zipped.text).toContain('color: red')

    const plain = await request(site).get(sheet).set('Accept-Encoding', 'identity').expect(200)
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.text).toContain('color: red')
  })

  test('gets the font as it is, for a font is packed already', async () => {
    const response = await request(site)
      .get(assets.address('face.woff2'))
      .set('Accept-Encoding', 'br')
      .expect(200)

    expect(response.headers['content-type']).toBe('font/woff2')
    expect(response.headers['content-encoding']).toBeUndefined()
    expect(String(response.body)).toBe('a font')
  })

  test('is led from the stylesheet to the font by the address with the hash', async () => {
    const { text } = await request(site).get(sheet)
    expect(text).toContain(`url('${assets.address('face.woff2')}')`)
  })

  test('hears only the headers of a HEAD', async () => {
    const response = await request(site).head(sheet).expect(200)
    expect(Number(response.headers['content-length'])).toBeGreaterThan(0)
  })

  test.each(['/assets/look.css', '/assets/../package.json', '/assets/', '/assets/%2e%2e%2fx'])(
    'is told that there is nothing at %s',
    async address => {
      const response = await request(site).get(address)
      expect(response.status).toBe(404)
      expect(response.headers['cache-control'] ?? 'no-store').toBe('no-store')
    },
  )

  test('finds no file to post to', () => request(site).post(sheet).expect(404))
})

test('a name that is not there is found out before a visitor comes', () => {
  expect(() => assets.address('gone.css')).toThrow('gone.css')
})

test('the site has all it links to, within its budget', () => {
  const files = siteFiles(join(import.meta.dirname, '../../public'))
  const all = createAssets({ files })
  for (const name of [
    'app.css',
    'designsystemet.css',
    'theme.css',
    'inter.woff2',
    'favicon.svg',
    'site.js',
    'receipt.js',
  ])
    expect(all.address(name)).toContain('/assets/')
})
