import type { nbDemoScripts } from './nb-demo-scripts.js'
import type { Translation } from './translation.js'

/** What a presenter reads before and between the pages that the audience sees. “…” is a name on one of them. */
export const enDemoScripts = {
  heading: 'Demo scripts',
  lead: 'Three rehearsed walks through the sandbox. Each chapter says what you do, what you say, what the audience sees and what you show in X-ray.',
  title: '{heading} – Demo scripts – X-ray',
  chapters: 'Chapters',
  chapterTitle: 'Chapter {number} of {count}: {chapter} – {script}',
  counter: 'Chapter {number} of {count}',
  begin: 'Begin with chapter 1',
  beginWhat: 'Begin with chapter 1 of {script}',
  minutes: { one: 'about {count} minute', other: 'about {count} minutes' },
  when: '{day} at {time}, {minutes}',
  days: { monday: 'Monday', wednesday: 'Wednesday', thursday: 'Thursday', friday: 'Friday' },
  cast: '{company}, org. no. {number}. On stage: {name}.',
  between: 'Start over between two scripts.',
  keys: 'The keyboard is enough: Tab and Enter choose, and the arrow keys turn the chapters.',

  say: 'Say this',
  sayIn: { nb: 'In Norwegian', en: 'In English' },
  do: 'Do this',
  type: 'Type in the form',
  fillIn: 'Fill in and send for me',
  runOut: 'Let the tokens run out',
  hasRunOut: 'SmartCloud no longer has a token for any customer.',
  sees: 'What the audience sees',
  show: 'Show in X-ray',
  showStep: 'Show the step',
  showSlides: 'Show it on the screen',
  nothingYet: 'There is no call to show here.',
  notSeen: 'X-ray has not seen the call yet. Walk through the chapters before this one first.',
  wayBack: 'Back here',
  byMenu:
    'Choose “X-ray” in the menu, then “Demo scripts” and the chapter. You can also go to {address}.',
  byHistory: {
    one: 'Go {count} page back in the browser (Alt and the left arrow), or to {address}.',
    other: 'Go {count} pages back in the browser (Alt and the left arrow), or to {address}.',
  },
  previous: 'Previous chapter',
  next: 'Next chapter',
  all: 'All scripts',
  pager: 'Turn the chapters',

  reset: {
    heading: 'Start over?',
    link: 'Start over',
    lead: 'The script can then be walked once more, as if nobody had been here. It takes less than a second.',
    losses: [
      'The sandbox gets back the rows it began with, and its clock. Faults that were ordered, and all that was approved there, go away.',
      'SmartCloud forgets the customers, requests and lists of the sandbox, and its tokens.',
      'X-ray forgets all recordings, those of others too.',
      'This browser is logged out, both as a customer and as an employee.',
    ],
    untouched:
      'The log of what has been done remains. Other employees stay logged in. You cannot undo this.',
    yes: 'Yes, start over',
    cancel: 'Cancel',
    done: 'Everything is as when you started. It took {duration}.',
  },

  break: {
    heading: 'Break it',
    lead: 'One fault at a time, until you put it right. What is in order at SmartCloud stays in order.',
    now: 'Fault now: {name}',
    on: 'On',
    order: 'Order the fault',
    orderWhat: 'Order the fault: {name}',
    mend: 'Put everything right',
    others: {
      one: 'The sandbox also has {count} fault that was ordered elsewhere.',
      other: 'The sandbox also has {count} faults that were ordered elsewhere.',
    },
    seeIt: 'See it: {page}',
    pages: { overview: 'the overview', signUp: 'the sign-up' },
    unavailable:
      'The sandbox takes no orders from here. It must run on the same machine as SmartCloud.',
    faults: {
      maskinportenDown: {
        name: 'Maskinporten is down',
        sees: 'The overview says “We cannot reach Maskinporten”, once and not in every part. In X-ray there are three tries without an answer.',
      },
      slow: {
        name: 'Maskinporten is slow',
        sees: 'The overview takes at least two seconds more and comes all the same. In X-ray the time stands on the step that gets a token.',
      },
      clock: {
        name: 'Our clock is 37 seconds fast',
        sees: 'Maskinporten holds that the grant was made in the future, and says no. The customer learns that “Something is wrong in our set-up”. “Readiness” in the console says by how many seconds the clock is wrong.',
      },
      noSystemUser: {
        name: 'MP-303: no system user',
        sees: 'The overview says “We found no access from organisation” and what the customer can do. The code stands in the answer in X-ray.',
      },
      wrongToken: {
        name: 'Wrong token: another customer’s system user',
        sees: 'SmartCloud reads the token before it is used, and throws it away. The overview says “Something is wrong in our set-up”, and nobody gets to see what belongs to others.',
      },
      apiBroken: {
        name: 'The logistics API answers 500',
        sees: 'Only the logistics part says “Unavailable”. The rest of the overview works.',
      },
      apiForbids: {
        name: 'The logistics API answers 403',
        sees: 'The logistics part says “No permission”. The token is valid, but that is not enough.',
      },
      altinnDown: {
        name: 'Altinn is down',
        sees: 'The overview says “We cannot check the system access”, but the figures come all the same. Whoever signs up learns that SmartCloud finds out whether Altinn got the request.',
      },
      lostAnswer: {
        name: 'Altinn’s answer is lost, once',
        sees: 'Altinn stores the request, but the answer never arrives. SmartCloud looks before it asks again, so there is one request and not two. The customer only sees “The request has been created”.',
      },
    },
  },

  scripts: {
    happy: {
      name: 'From sign-up to figures',
      lead: 'The shortest way: sign up, approve, see the figures, and open the grant and the token.',
      chapters: {
        signUp: {
          title: 'The organisation signs up',
          go: 'Open the sign-up',
          clicks: [
            'Type what stands below, and tick “I accept the terms of SmartCloud AS”.',
            'Choose “Continue”.',
          ],
          say: 'Freidig Tapper Laks wants to use SmartCloud. Here they only say who they are. They give no password and share no keys.',
          sees: 'The page “What remains is the approval in Altinn”, with the permissions SmartCloud is going to ask for. Nothing has been sent yet.',
        },
        approve: {
          title: 'The boss approves in Altinn',
          go: 'Open the page before Altinn',
          clicks: [
            'Choose “Go to Altinn”.',
            'Choose the test user “God Fast Varde”, and then “Log in”.',
            'Read out the permissions, and choose “Approve system access”.',
          ],
          say: 'Now we leave SmartCloud. In Altinn the managing director sees exactly what the system will be allowed to do, and says yes on behalf of the organisation.',
          sees: 'The address changes to the imitation of Altinn and back again. SmartCloud says that the system access is approved, because it has asked Altinn.',
          show: 'Point at the system, the organisation number and the permissions in the request, and at the link that Altinn answers with.',
        },
        overview: {
          title: 'The figures are the organisation’s own',
          go: 'Open the overview',
          clicks: [
            'Choose “Log in with ID-porten (imitation)”.',
            'Choose the test user “God Fast Varde”, and then “Log in”.',
          ],
          say: 'The figures come from three APIs. Each of them has asked Altinn whether the system user is allowed.',
          sees: 'The overview with logistics and claims. Payroll says “No permission”, as the package does not ask for it.',
          show: 'Point out that the API answers 200 to a token that the customer has never seen.',
        },
        grant: {
          title: 'Inside the grant',
          go: 'Open the step in X-ray',
          clicks: ['Read the request from the top, and stop at authorization_details.'],
          say: 'This is the grant, a signed message from SmartCloud to Maskinporten. It says which customer we act for. The key shows who we are.',
          sees: 'The grant and the token beside each other. The same values are tied together.',
          show: 'The organisation number in the grant must be the same in the token.',
        },
        token: {
          title: 'Inside the token',
          go: 'Compare with an ordinary token',
          clicks: ['Compare the fields. What is in one of them only is what is new.'],
          say: 'An ordinary token says who the vendor is. The system user token also says which customer, which system and which system user it is about.',
          sees: 'An ordinary Maskinporten token and a system user token side by side.',
          show: 'Point at systemuser_org, systemuser_id and system_id.',
        },
        whole: {
          title: 'The whole chain',
          go: 'Open the sequence diagram',
          clicks: ['Follow the arrows down, from the first token to the last answer.'],
          say: 'Four parties, one chain: SmartCloud, Maskinporten, Altinn and the API. Everything you see happened while we watched.',
          sees: 'All calls of the walk, in order. Every arrow is a link to its step.',
          show: 'Begin at the top left, and let the audience choose an arrow.',
        },
      },
    },
    boss: {
      name: 'The boss approves tomorrow',
      lead: 'Whoever signs up is not allowed to approve. The request waits until the boss is in.',
      chapters: {
        signUp: {
          title: 'An employee signs the organisation up',
          go: 'Open the sign-up',
          clicks: [
            'Type what stands below, and tick “I accept the terms of SmartCloud AS”.',
            'Choose “Continue”.',
          ],
          say: 'It is Wednesday afternoon. Ivrig works at Nysgjerrig Lur Mår and wants to get going. The boss has left for the day.',
          sees: 'The page “What remains is the approval in Altinn”. It says who can approve.',
        },
        forward: {
          title: 'The employee forwards it',
          go: 'Open the page before Altinn',
          clicks: [
            'Choose “Go to Altinn”.',
            'Choose the test user “Ivrig Ung Spire”, and then “Log in”.',
            'Show that there is no button to approve. Choose “Forward”.',
            'Choose “Finish”.',
          ],
          say: 'Altinn knows that Ivrig cannot approve for the organisation. The request can be forwarded to somebody who can, and nothing is lost.',
          sees: '“You lack the necessary permission” and “The request has been forwarded” at Altinn, and then “Waiting for approval” at SmartCloud.',
          show: 'Point out that the request was sent once, and the status in the answer.',
        },
        waiting: {
          title: 'SmartCloud waits',
          go: 'Open the status page',
          clicks: ['Let the page stand for a while. It asks by itself.'],
          say: 'SmartCloud does not pretend that the answer has come. It asks Altinn, learns that nobody has answered, and says exactly that. Who has the request now, only Altinn knows.',
          sees: 'The status “Waiting for approval”, with the time it was checked.',
          show: 'Point out that Altinn’s answer says New: nobody has answered.',
        },
        bossApproves: {
          title: 'Next morning: the boss approves',
          go: 'Open the system accesses in Altinn',
          clicks: [
            'Choose the test user “Klar Sped Hegg”, and then “Log in”.',
            'Choose “Open the request from SmartCloud”.',
            'Choose “Approve system access”.',
          ],
          say: 'It is Thursday morning. The boss logs in to Altinn at a computer of their own and finds the request in the list. SmartCloud is not in the room.',
          sees: 'The imitation of Altinn, where SmartCloud’s system access is now in the list.',
        },
        found: {
          title: 'The status check finds the answer',
          go: 'Open the status page again',
          clicks: ['Say nothing until the audience has read the heading.'],
          say: 'Nobody told SmartCloud. It asked again and learned that the boss had approved.',
          sees: 'That the system access is approved. It is so even if nobody opens the page, for SmartCloud asks in the background.',
          show: 'Point out that the same question is now answered Accepted.',
        },
        whole: {
          title: 'A day and a night in one picture',
          go: 'Open the sequence diagram',
          clicks: ['Point at the first and the last question about the status.'],
          say: 'A yes can come after a minute or after a week. The flow is the same, and it is Altinn who knows the answer.',
          sees: 'One request, several questions about the status, and one yes.',
          show: 'The time between the arrows is the pause you have just lived through.',
        },
      },
    },
    'taken-back': {
      name: 'The customer takes it back',
      lead: 'The access works. Then the customer deletes it in Altinn, and the next token is refused with MP-303.',
      chapters: {
        signUp: {
          title: 'A new customer',
          go: 'Open the sign-up',
          clicks: [
            'Type what stands below, and tick “I accept the terms of SmartCloud AS”.',
            'Choose “Continue”.',
          ],
          say: 'Sindig Rund Orrhane becomes a customer. You have seen this before, so we go fast.',
          sees: 'The page “What remains is the approval in Altinn”.',
        },
        approve: {
          title: 'The managing director approves',
          go: 'Open the page before Altinn',
          clicks: [
            'Choose “Go to Altinn”.',
            'Choose the test user “Blyg Djerv Tinde”, and then “Log in”.',
            'Choose “Approve system access”.',
          ],
          say: 'Mind the sentence at the bottom: You can withdraw the approval at any time. We shall try that in a moment.',
          sees: 'The approval in Altinn, and then that the system access is approved.',
          show: 'Point at the permissions. These are soon to go away.',
        },
        works: {
          title: 'The access works',
          go: 'Open the overview',
          clicks: [
            'Choose “Log in with ID-porten (imitation)”.',
            'Choose the test user “Blyg Djerv Tinde”, and then “Log in”.',
          ],
          say: 'Everything works. SmartCloud has a token that lasts for two minutes, and gets a new one when it needs to.',
          sees: 'The overview, where the system access is active.',
          show: 'The token came with the answer 200. Remember systemuser_id.',
        },
        takeBack: {
          title: 'The customer takes it back',
          go: 'Open the system accesses in Altinn',
          clicks: [
            'Choose the test user “Blyg Djerv Tinde”, and then “Log in”.',
            'Choose “Delete system access”.',
            'Choose “Yes, delete the system access”.',
          ],
          say: 'It is Friday. The customer has second thoughts and deletes the access in Altinn. Nobody asks SmartCloud, and nobody tells it.',
          sees: 'The imitation of Altinn, which says that the system access of SmartCloud has been deleted.',
        },
        refused: {
          title: 'The next token is refused: MP-303',
          go: 'Open the overview',
          clicks: [
            'First choose “Let the tokens run out” on this page. In earnest that takes two minutes at most.',
          ],
          say: 'SmartCloud asks for a new token. Maskinporten asks Altinn, finds no system user, and says no with the code MP-303.',
          sees: 'That the system access has been deleted in Altinn. No old figures remain.',
          show: 'Point at the status 400 and at MP-303 in the answer.',
        },
        detective: {
          title: 'The vendor finds the cause',
          go: 'Open “Find the cause” for the customer',
          clicks: [
            'Choose “Log in (imitation)”.',
            'Choose “Talefør Blid Fjord”, and then “Log in”.',
          ],
          say: 'Maskinporten says MP-303 whatever is wrong. Here we ask about each possible cause in turn, and learn which it is.',
          sees: '“Find the cause” for Sindig Rund Orrhane, with the answer on top and what can be done.',
          show: 'The detective’s own calls are in the employees’ X-ray. Here is the customer’s no once more.',
        },
      },
    },
  },
} as const satisfies Translation<typeof nbDemoScripts>
