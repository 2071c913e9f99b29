import { z } from 'zod'

/** A moment in RFC 3339 with its offset, as a `Date` inside. */
export const Moment = z
  .codec(z.iso.datetime({ offset: true }), z.date(), {
    decode: (text) => new Date(text),
    encode: (moment) => moment.toISOString(),
  })
  .meta({ description: 'A moment in RFC 3339, e.g. 2026-03-15T09:30:00Z' })
