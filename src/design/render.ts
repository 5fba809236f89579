import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ejs from 'ejs'
import type { Icon } from './icons.js'

/** Renders a page's own template, then puts it into the layout: one whole document. */
export type Render<Page extends { view: string }, Frame extends object> = (
  page: Page,
  frame: Frame,
) => string

/**
 * A template gets `page`, `frame` and `icon`, and what an `include('parts/…', { … })` hands it;
 * the layout also gets `body`. Nothing of a request ever reaches the template engine's options.
 */
export function createRender<Page extends { view: string }, Frame extends object>(deps: {
  /** Absolute path of the folder with the templates. */
  folder: string
  /** The layout's template, without `.ejs`. */
  layout: string
  icon: Icon
  /** False in development only: then a changed template shows at the next reload. */
  keepTemplates?: boolean
}): Render<Page, Frame> {
  const { folder, layout, icon, keepTemplates = true } = deps
  const compiled = new Map<string, ejs.TemplateFunction>()

  function template(view: string): ejs.TemplateFunction {
    const known = compiled.get(view)
    if (known && keepTemplates) return known

    const filename = join(folder, `${view}.ejs`)
    const options = { filename, views: [folder], cache: keepTemplates, rmWhitespace: true }
    const made = ejs.compile(readFileSync(filename, 'utf8'), options)
    compiled.set(view, made)
    return made
  }

  /** The `include` of ejs would look for the file on the disk every time. */
  function show(view: string, locals: object): string {
    const include = (part: string, more?: object) => show(part, { ...locals, ...more })
    return template(view)({ ...locals, include })
  }

  return (page, frame) => {
    const body = show(page.view, { page, frame, icon })
    return show(layout, { page, frame, icon, body })
  }
}
