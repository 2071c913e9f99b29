import { z } from 'zod'
import { reason } from './reasons.js'

// As of days: other years are slips of the pen, and PostgreSQL could not read all that JavaScript can write.
const earliest = Date.UTC(1900, 0, 1)
const latest = Date.UTC(2200, 0, 1) - 1

/** A moment in RFC 3339 with its offset, as a `Date` inside. */
export const Moment = z
  .codec(z.iso.datetime({ offset: true }), z.date(), {
    decode: (text, context) => {
      const moment = new Date(text)
      if (moment.getTime() >= earliest && moment.getTime() <= latest) return moment
      context.issues.push({ code: 'custom', message: reason('moment-impossible'), input: text })
      return z.NEVER
    },
    encode: (moment) => moment.toISOString(),
  })
  .meta({ description: 'A moment in RFC 3339, e.g. 2026-03-15T09:30:00Z' })
