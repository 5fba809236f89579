/** The elements of a page with the names of their attributes: all that text must never change. */
export const structureOf = (html: string): string[] =>
  [
    ...html.matchAll(
      /<(\/?[a-z][\w-]*)((?:\s+[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?)*)\s*\/?>/gi,
    ),
  ].map(([, name = '', attributes = '']) =>
    [
      name,
      ...[...attributes.matchAll(/([\w:-]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?/g)].map(
        ([, attribute]) => attribute,
      ),
    ].join(' '),
  )

/** Whatever would run: scripts in the page, handlers in attributes, addresses that are programs. */
export const inlineCodeIn = (html: string): string[] => [
  ...structureOf(html).filter(element => {
    const [name, ...attributes] = element.split(' ')
    const isInline = name === 'style' || (name === 'script' && !attributes.includes('src'))
    return isInline || attributes.some(attribute => /^(on\w+|style)$/i.test(attribute))
  }),
  ...[
    ...html.matchAll(
      /\s(?:href|src|action|content)="\s*(?:\d+;url=)?(?:javascript|data|vbscript):/gi,
    ),
  ].map(([address]) => address),
]
