import type { Day } from '../kernel/days.js'
import { problem } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'

export const periodSealed = problem('period-sealed', 409, {
  kk: 'Бұл кезеңнің есебі мөрленген',
  ru: 'Книги этого периода опечатаны',
  en: 'The books of this period are sealed',
})
export const monthNotOver = problem('month-not-over', 409, {
  kk: 'Ай әлі аяқталған жоқ',
  ru: 'Месяц ещё не закончился',
  en: 'The month is not over',
})

/** Up to which day nothing can be entered any more, and what to do instead. */
export const sealedUntil = (through: Day): Text => ({
  kk: `Есеп ${through} күніне дейін мөрленген: түзету кейінгі күнмен енгізіледі.`,
  ru: `Книги опечатаны по ${through}: исправление вносится более поздним днём.`,
  en: `The books are sealed up to ${through}: enter a correction on a later day.`,
})
