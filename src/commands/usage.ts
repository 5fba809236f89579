import type { CommanderError } from 'commander'
import type { Failure } from './failures.js'
import { say, type Speech } from './speech.js'

/** What the parser did not understand, in our words: it knows English only. */
export function usageFailure(error: CommanderError, { t }: Speech): Failure {
  const { usage } = t
  const [name = '', second = ''] = [...error.message.matchAll(/'([^']*)'/g)].map(([, text]) => text)
  const suggestion = /\(Did you mean (?:one of )?([^?]+)\?\)/.exec(error.message)?.[1]
  const remedy = suggestion ? say(usage.didYouMean, { suggestion }) : usage.seeHelp
  const failed = (message: string): Failure => ({ exit: 2, code: 'wrong_use', message, remedy })

  switch (error.code) {
    case 'commander.unknownOption':
      return failed(say(usage.unknownOption, { name }))
    case 'commander.unknownCommand':
      return failed(say(usage.unknownCommand, { name }))
    case 'commander.help':
      return failed(usage.noCommand)
    case 'commander.missingArgument':
      return failed(say(usage.missingArgument, { name }))
    case 'commander.optionMissingArgument':
      return failed(say(usage.missingValue, { name }))
    case 'commander.missingMandatoryOptionValue':
      return failed(say(usage.missingOption, { name }))
    case 'commander.conflictingOption':
      return failed(say(usage.conflict, { name, second }))
    case 'commander.excessArguments':
      return failed(usage.tooMany)
    default:
      return failed(usage.notUnderstood)
  }
}
