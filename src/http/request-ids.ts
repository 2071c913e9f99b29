import type { IncomingMessage } from 'node:http'
import type { Clock } from '../kernel/clock.js'
import { uuidv7 } from '../kernel/ids.js'

const harmless = /^[\w.:-]{1,64}$/

/** The id under which the caller knows a request, where it can be repeated without harm; else one of ours. */
export function requestIds(clock: Clock): (message: Pick<IncomingMessage, 'headers'>) => string {
  return ({ headers }) => {
    const given = headers['x-request-id']
    return typeof given === 'string' && harmless.test(given) ? given : uuidv7(clock())
  }
}
