import { bankRegisters } from './bank-registers.js'
import { incomeRegisters } from './income-registers.js'
import type { Register } from './register.js'
import { spendingRegisters } from './spending-registers.js'

/**
 * The registers of the kit, without names of persons. They hold each column that the log commits to, so that the state of a row
 * can be computed anew. A further register is a further item of one of the lists.
 */
export const registers: readonly Register[] = [...incomeRegisters, ...spendingRegisters, ...bankRegisters]
