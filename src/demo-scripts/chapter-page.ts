import { companyName, spacedOrganisationNumber } from '../design/formats.js'
import { chapterHref, SCRIPTS, type ScriptName } from '../domain/demo-scripts.js'
import { breadcrumbsUnder, type Page } from '../web/frame.js'
import { LANGUAGES, speechFor, type Speech } from '../web/speech.js'
import { breakPanel } from './break-panel.js'
import type { Standing } from './sandbox-desk.js'
import { partsOf, wordsFor } from './script-words.js'
import { scriptOf, type Chapter, type Script } from './scripts.js'

/** Where Røntgen shows the step of a chapter. */
export interface ShownStep {
  step: string
  compare: string
  present: string
  sequence: string
}

export interface ChapterPageInput {
  script: ScriptName
  /** From 1. */
  number: number
  /** Undefined when Røntgen has not seen it. */
  shown: ShownStep | undefined
  standing: Standing | undefined
  /** Of our own site and of the sandbox's Altinn. */
  origins: { ours: string; altinn: string }
  /** What has just happened on this page. */
  done?: 'tokens' | { resetMs: number } | undefined
}

/** @throws when there is no such chapter */
export function chapterPage(input: ChapterPageInput, speech: Speech) {
  const { script: name, number, shown, standing, origins, done } = input
  const { t, say } = speech
  const texts = t.demoScripts
  const script = scriptOf(name)
  const { chapters } = script
  const chapter = chapters[number - 1]
  if (!chapter) throw new Error(`${name} has no chapter ${number}`)
  const words = wordsFor(name, chapter.key, speech)
  const scriptName = texts.scripts[name].name
  const here = chapterHref(name, number)
  const hrefOf = (to: number) =>
    to >= 1 && to <= chapters.length ? chapterHref(name, to) : undefined
  const clicks = words.clicks.map(partsOf)

  return {
    view: 'demo-scripts/chapter',
    title: say(texts.title, {
      heading: say(texts.chapterTitle, {
        number,
        count: chapters.length,
        chapter: words.title,
        script: scriptName,
      }),
    }),
    breadcrumbs: breadcrumbsUnder(
      { name: texts.heading, href: SCRIPTS },
      { name: scriptName, href: here },
      speech,
    ),
    scripts: ['present.js'],
    words: texts,
    heading: words.title,
    scriptName,
    counter: say(texts.counter, { number, count: chapters.length }),
    when: say(texts.when, {
      day: texts.days[chapter.day],
      time: chapter.time,
      minutes: say(texts.minutes[speech.plural(chapter.minutes)], { count: chapter.minutes }),
    }),
    chapters: chapters.map(({ key }, i) => ({
      title: wordsFor(name, key, speech).title,
      href: chapterHref(name, i + 1),
      isCurrent: i + 1 === number,
    })),
    first: chapterHref(name, 1),
    last: chapterHref(name, chapters.length),
    overview: SCRIPTS,
    says: LANGUAGES.map(language => ({
      language,
      name: texts.sayIn[language],
      text: wordsFor(name, chapter.key, speechFor(language)).say,
      isOwn: language === speech.language,
    })).sort((one, other) => Number(other.isOwn) - Number(one.isOwn)),
    /** What is done here before the link is followed, and what is done there after. */
    before: chapter.hasTokens ? clicks.slice(0, 1) : [],
    go: { text: words.go, href: goHref(chapter, shown, origins.altinn) },
    clicks: chapter.hasTokens ? clicks.slice(1) : clicks,
    runOut: chapter.hasTokens && { action: `${SCRIPTS}/tokens`, chapter: here },
    form: chapter.hasForm && signUpForm(script, speech),
    sees: words.sees,
    show: chapter.shows && {
      text: words.show,
      href: shown?.step,
      slides: shown?.present,
    },
    wayBack: wayBack(chapter, new URL(here, origins.ours).href, speech),
    previous: hrefOf(number - 1),
    next: hrefOf(number + 1),
    reset: `${SCRIPTS}/reset?script=${name}`,
    panel: breakPanel({ standing, back: here }, speech),
    done: doneText(done, speech),
  } satisfies Page & Record<string, unknown>
}

/** Undefined where there is nothing yet to go to. */
function goHref({ go }: Chapter, shown: ShownStep | undefined, altinn: string) {
  if ('ours' in go) return go.ours
  return 'altinn' in go ? `${altinn}${go.altinn}` : shown?.[go.xray]
}

function signUpForm({ organisation, contact, packageId }: Script, { t }: Speech) {
  const { organisationNumber, name } = organisation
  const values = {
    companyName: companyName(name),
    organisationNumber,
    email: contact.email,
    contactPerson: contact.name,
  }
  const shownAs = {
    ...values,
    organisationNumber: spacedOrganisationNumber(organisationNumber),
  }
  const fields = ['companyName', 'organisationNumber', 'email', 'contactPerson'] as const
  return {
    action: `/sign-up/${packageId}`,
    fields: fields.map(field => ({
      name: field,
      label: t.signUp[field],
      value: values[field],
      shown: shownAs[field],
    })),
  }
}

function wayBack({ back }: Chapter, address: string, { t, say, plural }: Speech): string {
  const words = t.demoScripts
  return back === 'menu'
    ? say(words.byMenu, { address })
    : say(words.byHistory[plural(back)], { count: back, address })
}

/** What a button has just done, for the message under the heading. */
export function doneText(
  done: ChapterPageInput['done'],
  { t, say, duration }: Speech,
): string | undefined {
  if (done === undefined) return undefined
  if (done === 'tokens') return t.demoScripts.hasRunOut
  return say(t.demoScripts.reset.done, { duration: duration(done.resetMs) })
}
