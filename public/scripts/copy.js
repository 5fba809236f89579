// A button beside each field that is there to be copied. Without script, one marks it and copies.

for (const field of document.querySelectorAll('[data-copy]')) {
  const source = field.querySelector('input, textarea')
  const row = document.createElement('p')
  row.className = 'button-row'
  const button = document.createElement('button')
  button.className = 'ds-button'
  button.dataset.variant = 'secondary'
  button.type = 'button'
  button.textContent = field.dataset.copy
  // It may stand elsewhere, where an icon for it may wait.
  const place = document.getElementById(field.dataset.copyAt ?? '') ?? field
  const icon = place.querySelector('template')?.content.cloneNode(true)
  if (icon) {
    button.dataset.variant = 'tertiary'
    button.prepend(icon)
  }
  const status = document.createElement('span')
  status.setAttribute('role', 'status')
  row.append(button, status)
  place.append(row)

  button.addEventListener('click', async () => {
    status.textContent = ''
    source.select()
    // Some browsers keep the clipboard to themselves; then it is marked, and can be copied by hand.
    await navigator.clipboard.writeText(source.value).then(
      () => (status.textContent = field.dataset.copied),
      () => {},
    )
  })
}
