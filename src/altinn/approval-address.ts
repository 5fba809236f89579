const PAGES = '/accessmanagement/ui/systemuser/'

/**
 * Whether an address Altinn gave us may be shown to a customer: one of the environment's own
 * approval pages, without a user name in it. Checked when it is stored and again when it is shown
 * (requirement S35).
 *
 * @param origins such as `https://am.ui.tt02.altinn.no`; only a sandbox has one with http
 */
export function isApprovalAddress(address: string, origins: readonly string[]): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return (
    origins.includes(url.origin) &&
    url.username === '' &&
    url.password === '' &&
    url.pathname.startsWith(PAGES)
  )
}
