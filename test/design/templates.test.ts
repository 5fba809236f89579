import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createIcons, type IconName } from '../../src/design/icons.js'

const ROOT = join(import.meta.dirname, '../..')
const VIEWS = join(ROOT, 'views')

const templates = readdirSync(VIEWS, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ejs'))
  .map(name => ({ name: relative(VIEWS, join(VIEWS, name)), text: read(`views/${name}`) }))

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

describe.each(templates)('$name', ({ text }) => {
  test('has no style, script or handler of its own, which the policy would refuse', () => {
    expect(text).not.toMatch(/\sstyle\s*=/i)
    expect(text).not.toMatch(/<style/i)
    expect(text).not.toMatch(/\son[a-z]+\s*=/i)
    expect(text).not.toMatch(/<script(?![^>]*\ssrc=)/i)
    expect(text).not.toMatch(/javascript:/i)
  })

  test('has no colour of its own', () => {
    const withoutAddresses = text.replace(/url\(#[^)]*\)|href="#[^"]*"/g, '')
    expect(withoutAddresses).not.toMatch(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/i)
  })

  test('lets markup through from templates and icons only', () => {
    for (const [, expression] of text.matchAll(/<%-\s*(.*?)\s*%>/g))
      expect(expression).toMatch(/^(include\('[\w/-]+'.*\)|body|icon\([\w.']+\))$/)
  })

  test('quotes every attribute that holds data', () => {
    expect(text).not.toMatch(/\s[\w-]+=<%/)
  })

  test('asks only for icons there are', () => {
    const icon = createIcons()
    for (const [, name] of text.matchAll(/icon\('(\w+)'\)/g))
      expect(icon(name as IconName)).toContain('<svg')
  })

  test('has the token in each form that changes something', () => {
    for (const [form] of text.matchAll(/<form[^>]*method="post"[\s\S]*?<\/form>/g))
      expect(form).toContain('name="_csrf"')
  })
})

test('there are templates to look at', () => {
  expect(templates.length).toBeGreaterThan(10)
})

test('our stylesheet takes its colours from the theme, but for the amber of the mark', () => {
  const colours = read('public/styles/app.css').match(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/gi)
  expect(colours).toEqual(['#e3a02f'])
})

test('our stylesheet and scripts stay small', () => {
  expect(gzipSync(read('public/styles/app.css')).length).toBeLessThan(10_000)
  const scripts = readdirSync(join(ROOT, 'public/scripts'))
  const packed = scripts.map(name => gzipSync(read(`public/scripts/${name}`)).length)
  expect(packed.reduce((sum, size) => sum + size, 0)).toBeLessThan(5_000)
})
