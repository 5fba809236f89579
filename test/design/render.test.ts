import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createIcons } from '../../src/design/icons.js'
import { createRender } from '../../src/design/render.js'

const folder = mkdtempSync(join(tmpdir(), 'views-'))
afterAll(() => rmSync(folder, { recursive: true }))
mkdirSync(join(folder, 'parts'))
const write = (name: string, text: string) => writeFileSync(join(folder, `${name}.ejs`), text)

write('layout', '<title><%= frame.site %></title><main><%- body %></main>')
write('hello', "<%- include('parts/name', { name: page.name }) %><%- icon('Sun') %>")
write('parts/name', '<p><%= name %></p>')

type HelloPage = { view: string; name: string }
const renderWith = (keepTemplates: boolean) =>
  createRender<HelloPage, { site: string }>({
    folder,
    layout: 'layout',
    icon: createIcons(['Sun']),
    keepTemplates,
  })

test('a page is put into the layout, and what a visitor wrote stays text', () => {
  const html = renderWith(true)({ view: 'hello', name: '<script>"&\'' }, { site: 'S' })

  expect(html).toContain('<title>S</title><main><p>&lt;script&gt;&#34;&amp;&#39;</p><svg')
  expect(html).not.toContain('<script>')
})

test('a template is read once, and anew each time in development', () => {
  write('greeting', '<p>before</p>')
  const kept = renderWith(true)
  const fresh = renderWith(false)
  const page = { view: 'greeting', name: '' }
  kept(page, { site: '' })
  fresh(page, { site: '' })

  write('greeting', '<p>after</p>')

  expect(kept(page, { site: '' })).toContain('before')
  expect(fresh(page, { site: '' })).toContain('after')
})

test('a template that asks for what it was not given says so', () => {
  write('broken', '<p><%= locals.process %><%= nothingOfTheSort %></p>')
  expect(() => renderWith(true)({ view: 'broken', name: '' }, { site: '' })).toThrow(
    'nothingOfTheSort',
  )
})
