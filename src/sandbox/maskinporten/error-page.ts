/** The page behind `error_uri`, in a few words of our own. */
export function errorPage(code: string): { status: number; html: string } {
  const explanation = Object.hasOwn(EXPLANATIONS, code) ? EXPLANATIONS[code] : undefined
  return explanation
    ? { status: 200, html: page(code, explanation) }
    : { status: 404, html: page('Unknown code', 'The sandbox knows no such code.') }
}

const EXPLANATIONS: Readonly<Record<string, string>> = {
  'MP-011': 'The grant is malformed: a line break, an unknown claim, or a claim of the wrong type.',
  'MP-012': 'The grant was used before. Make a new one, with a new jti, for every request.',
  'MP-100': 'iss is not the id of an active client in this environment.',
  'MP-110': 'aud is not the issuer of this environment, with its slash at the end.',
  'MP-120': 'The certificate is invalid here. The sandbox knows no certificates: use kid.',
  'MP-121': 'The registered key is more than a year old. Upload a new one, or the same again.',
  'MP-123': 'x5c is not a list of base64 encoded certificates.',
  'MP-124':
    'The signature does not match the key registered under this kid, or alg is not allowed.',
  'MP-130': 'The grant had expired when it arrived. Make a new one, and check the clock.',
  'MP-200': 'The scope is misspelt or has not been added to the client.',
  'MP-201': 'The scope is not for Maskinporten, or the client is of another type.',
  'MP-250': 'The scope is on the client, but its owner has not granted it to the organisation.',
  'MP-251': 'The customer has not delegated the scope to the supplier in Altinn.',
  'MP-301': 'The type in authorization_details is unknown. Use urn:altinn:systemuser.',
  'MP-302':
    'authorization_details has an unknown or misspelt field (it is ID, not id), or illegal characters in externalRef.',
  'MP-303':
    'No approved system user matches: not asked for, not approved, deleted, another externalRef, a client id that is not on the system, or another organisation.',
}

const page = (title: string, text: string) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="robots" content="noindex"><title>${title} – Sandbox</title></head>
<body><p>Sandbox: an imitation of Maskinporten.</p><h1>${title}</h1><p>${text}</p></body>
</html>
`
