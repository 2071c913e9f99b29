import { z } from 'zod'
import { parsePublicNumber } from '../kernel/ids.js'

export const DriveParams = z.object({ number: z.string().max(40) })

/** A number as people write it, in its one form; one that cannot be ours is kept and not found. */
export const numberOf = (text: string): string =>
  /^C(-[0-9A-Z]{4}){3}$/.test(text) ? text : (parsePublicNumber(text, 'C') ?? text)
