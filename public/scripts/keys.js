// The arrow keys turn the steps. Without script, the links do the same.

const RELATIONS = { ArrowRight: 'next', ArrowLeft: 'prev' }

document.addEventListener('keydown', event => {
  const rel = Object.hasOwn(RELATIONS, event.key) ? RELATIONS[event.key] : undefined
  if (!rel || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  if (event.target.closest('input, select, textarea, [tabindex="0"]')) return
  document.querySelector(`a[rel="${rel}"]`)?.click()
})
