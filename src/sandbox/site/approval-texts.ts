const nb = {
  approval: {
    title: {
      request: 'Gi tilgang til system',
      agentrequest: 'Godkjenn systemtilgang for klientene dine',
      changerequest: 'Oppdatering av systemtilgang',
    },
    question: {
      request: '{system} ber om godkjenning til å lage en systemtilgang',
      agentrequest: '{system} ber om godkjenning til å lage en systemtilgang',
      changerequest: '{system} ber om godkjenning til å endre en systemtilgang',
    },
    sentence: {
      request: 'Gjennom systemtilgangen kan {system} utføre oppgaver for {company}.',
      agentrequest:
        'Gjennom systemtilgangen kan {system} utføre oppgaver for klientene til {company}. Klientene legger du til etterpå.',
      changerequest: 'Gjennom systemtilgangen kan {system} utføre oppgaver for {company}.',
    },
    gets: {
      one: 'Systemtilgangen får denne fullmakten',
      other: 'Systemtilgangen får disse fullmaktene',
    },
    added: 'Dette legges til',
    removed: 'Dette fjernes',
    accessPackage: 'Tilgangspakke',
    withdraw: 'Du kan trekke godkjenningen tilbake når du vil.',
    approve: {
      request: 'Godkjenn systemtilgang',
      agentrequest: 'Godkjenn systemtilgang',
      changerequest: 'Godkjenn oppdatert systemtilgang',
    },
    reject: 'Avvis',
    vendor: '{system} leveres av {vendor}, org.nr. {number}',
    close: 'Lukk og logg ut',
    back: 'Tilbake til oversikten',
    alreadyAccepted: 'Forespørselen er allerede godkjent.',
    alreadyRejected: 'Forespørselen er allerede avvist.',
    expired: 'Forespørselen er utløpt.',
    mayForward: {
      heading: 'Du mangler fullmakten som trengs',
      text: 'Du kan ikke godkjenne forespørselen. Vil du sende den videre til en tilgangsstyrer i {company}?',
    },
    forward: 'Send videre',
    forwarded: {
      heading: 'Forespørselen er sendt videre',
      text: 'En tilgangsstyrer i {company} finner den i Altinn.',
    },
    finish: 'Avslutt',
    mayNot: {
      heading: 'Du mangler fullmakten som trengs',
      text: 'Du kan ikke godkjenne forespørselen. Logg inn som en annen testbruker.',
    },
    otherOrganisation: 'Forespørselen gjelder en annen virksomhet enn den du representerer.',
    lacking: 'Du kan ikke gi fullmakter du ikke har selv: {permissions}',
    refused: 'Altinn sier nei, med koden {code} og denne forklaringen:',
  },
  lost: {
    title: 'Vi finner ikke forespørselen',
    notFound: 'Vi finner ikke forespørselen. Den kan være slettet.',
    missingId: 'id må være med som query-parameter i url',
    toStart: 'Til forsiden av sandkassen',
  },
}

const en: typeof nb = {
  approval: {
    title: {
      request: 'Give access to system',
      agentrequest: 'Approve system access for your clients',
      changerequest: 'Update of system access',
    },
    question: {
      request: '{system} asks for approval to create a system access',
      agentrequest: '{system} asks for approval to create a system access',
      changerequest: '{system} asks for approval to change a system access',
    },
    sentence: {
      request: 'Through the system access, {system} can do tasks for {company}.',
      agentrequest:
        'Through the system access, {system} can do tasks for the clients of {company}. You add the clients afterwards.',
      changerequest: 'Through the system access, {system} can do tasks for {company}.',
    },
    gets: {
      one: 'The system access gets this permission',
      other: 'The system access gets these permissions',
    },
    added: 'To be added',
    removed: 'To be removed',
    accessPackage: 'Access package',
    withdraw: 'You can withdraw the approval at any time.',
    approve: {
      request: 'Approve system access',
      agentrequest: 'Approve system access',
      changerequest: 'Approve updated system access',
    },
    reject: 'Reject',
    vendor: '{system} is delivered by {vendor}, org. no. {number}',
    close: 'Close and log out',
    back: 'Back to the overview',
    alreadyAccepted: 'The request has already been approved.',
    alreadyRejected: 'The request has already been rejected.',
    expired: 'The request has expired.',
    mayForward: {
      heading: 'You lack the necessary permission',
      text: 'You cannot approve the request. Do you want to forward it to an access manager in {company}?',
    },
    forward: 'Forward',
    forwarded: {
      heading: 'The request has been forwarded',
      text: 'An access manager in {company} finds it in Altinn.',
    },
    finish: 'Finish',
    mayNot: {
      heading: 'You lack the necessary permission',
      text: 'You cannot approve the request. Log in as another test user.',
    },
    otherOrganisation: 'The request is for another organisation than the one you act for.',
    lacking: 'You cannot give permissions you do not hold yourself: {permissions}',
    refused: 'Altinn says no, with the code {code} and this explanation:',
  },
  lost: {
    title: 'We cannot find the request',
    notFound: 'We cannot find the request. It may have been deleted.',
    missingId: 'id must be part of the address as a query parameter',
    toStart: 'To the front page of the sandbox',
  },
}

/** The pages on which somebody answers a request; short labels follow Altinn’s own. */
export const approvalTexts = { nb, en }
