import { textOf, type Browser, type Fields, type Visit } from '../support/browser.js'

/** A chapter as its page tells it, in the order it is done. */
export interface ToldChapter {
  page: Visit
  /** Names to press on the chapter's own page, before its link. */
  before: string[]
  go: string | undefined
  clicks: string[]
  fields: { label: string; value: string }[]
  /** What the audience sees, in quotation marks. */
  promises: string[]
  step: string | undefined
  next: string | undefined
}

const namesIn = (html: string): string[] =>
  [...html.matchAll(/<b>[«“]([^<]*)[»”]<\/b>/g)].map(([, name]) => textOf(name!))

const hrefIn = (html: string, mark: RegExp): string | undefined =>
  [...html.matchAll(/<a\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter(tag => mark.test(tag))
    .map(tag => textOf(/href="([^"]*)"/.exec(tag)![1]!))[0]

const sectionOf = (html: string, heading: string): string =>
  new RegExp(`aria-labelledby="${heading}">([\\s\\S]*?)</section>`).exec(html)?.[1] ?? ''

export function readChapter(page: Visit): ToldChapter {
  const does = sectionOf(page.text, 'do-heading')
  const [before = '', after = ''] = does.split(/<a\b[^>]*data-go/)
  const hasGo = does.includes('data-go')
  return {
    page,
    before: hasGo ? namesIn(before) : [],
    go: hrefIn(does, /data-go/),
    clicks: namesIn(hasGo ? after : does),
    fields: [...does.matchAll(/<dt>([^<]*)<\/dt><dd data-type>([^<]*)<\/dd>/g)].map(
      ([, label, value]) => ({ label: textOf(label!), value: textOf(value!) }),
    ),
    promises: [...textOf(sectionOf(page.text, 'sees-heading')).matchAll(/[«“]([^»”]*)[»”]/g)].map(
      ([, name]) => name!,
    ),
    step: hrefIn(sectionOf(page.text, 'show-heading'), /flows/),
    next: hrefIn(page.text, /rel="next"/),
  }
}

/** Somebody who does what a chapter says, without knowing what it is about. */
export function createWalker(browser: Browser) {
  const seen: Visit[] = []
  let page: Visit
  let filled: Fields = {}

  /** Pages that send the browser on by themselves are passed. */
  async function stand(visit: Visit): Promise<Visit> {
    seen.push(visit)
    const onward = /http-equiv="refresh" content="0;\s*url=([^"]+)"/.exec(visit.text)?.[1]
    page = onward
      ? await stand(await browser.go('get', textOf(onward), undefined, visit.url))
      : visit
    return page
  }

  const labelled = (label: string) => {
    for (const [, id, text] of page.text.matchAll(
      /<label\b[^>]*for="([^"]+)"[^>]*>([\s\S]*?)<\/label>/g,
    )) {
      if (!textOf(text!).includes(label)) continue
      const input = [...page.text.matchAll(/<input\b[^>]*>/g)]
        .map(([tag]) => tag)
        .find(tag => tag.includes(`id="${id}"`))
      if (input) return { name: of(input, 'name')!, value: of(input, 'value') ?? '' }
    }
    return undefined
  }

  async function press(name: string): Promise<void> {
    const choice = labelled(name)
    if (choice) return void (filled[choice.name] = choice.value)
    const fields = filled
    filled = {}
    const isButton = [...page.text.matchAll(/<button\b[^>]*>([\s\S]*?)<\/button>/g)].some(
      ([, text]) => textOf(text!) === name,
    )
    await stand(
      isButton
        ? await browser.submit(page, fields, { button: name })
        : await browser.follow(page, name),
    )
  }

  return {
    /** Walks a chapter, and says what was passed and where one stands. */
    async walk(chapter: ToldChapter): Promise<{ passed: Visit[]; last: Visit }> {
      seen.length = 0
      page = chapter.page
      for (const name of chapter.before) await press(name)
      if (chapter.go === undefined) throw new Error(`${chapter.page.url} leads nowhere yet`)
      await stand(await browser.go('get', chapter.go, undefined, page.url))
      for (const { label, value } of chapter.fields) {
        const field = labelled(label)
        if (!field) throw new Error(`There is no field ${label} at ${page.url}`)
        filled[field.name] = value
      }
      for (const name of chapter.clicks) await press(name)
      return { passed: [...seen], last: page }
    },
  }
}

const of = (tag: string, name: string): string | undefined => {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
  return value === undefined ? undefined : textOf(value)
}
