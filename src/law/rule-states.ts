/**
 * How a rule stands to a case: it speaks; all but one of its conditions hold, or it lies within a measured threshold; it
 * has nothing to say; this law does not have it on this day; or data are missing to tell.
 */
export const ruleStates = ['applied', 'nearly', 'silent', 'not-in-force', 'lacking'] as const
export type RuleState = (typeof ruleStates)[number]
