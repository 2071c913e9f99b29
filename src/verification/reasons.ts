import type { Text } from '../kernel/texts.js'
import { collectionReasons } from './collection-reasons.js'
import { organizationReasons } from './organization-reasons.js'
import { otherReasons } from './other-reasons.js'
import type { Reason } from './reason.js'

const reasons = { ...organizationReasons, ...collectionReasons, ...otherReasons } as const

export type ReasonCode = keyof typeof reasons
export const reasonCodes = Object.keys(reasons) as ReasonCode[]

/** What a reason says for or against a subject by itself. */
export const levelOf = (code: ReasonCode): Reason['level'] => reasons[code].level

export const textOf = (code: ReasonCode): Text => reasons[code].text
