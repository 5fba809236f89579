// The keys of a clicker follow the links of a slide. Without script, the links do the same.

const slide = document.querySelector('[data-first]')
const follow = selector => document.querySelector(selector)?.click()
const next = () => follow('a[rel="next"]')
const previous = () => follow('a[rel="prev"]')

const ACTIONS = {
  ArrowRight: next,
  PageDown: next,
  ArrowLeft: previous,
  PageUp: previous,
  Home: () => location.assign(slide.dataset.first),
  End: () => location.assign(slide.dataset.last),
  Escape: () => follow('a[data-leave]'),
}

document.addEventListener('keydown', event => {
  const action = Object.hasOwn(ACTIONS, event.key) ? ACTIONS[event.key] : undefined
  if (!action || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  if (event.target.closest('input, select, textarea, [tabindex="0"]')) return
  event.preventDefault()
  action()
})
