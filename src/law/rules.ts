import type { Rule } from './rule.js'
import { admissionRules } from './rules/admission.js'
import { closingRules } from './rules/closing.js'
import { collectingRules } from './rules/collecting.js'
import { moneyRules } from './rules/money.js'

/** Every rule, in the order in which findings stand. */
export const rules: readonly Rule[] = [...admissionRules, ...collectingRules, ...closingRules, ...moneyRules]
