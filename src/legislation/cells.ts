import { declareReason } from '../kernel/reasons.js'
import type { Language } from '../kernel/texts.js'
import { isEvaluated } from '../law/evaluation.js'
import type { Cell } from './queries.js'

declareReason('variant-unknown', {
  kk: 'Мұндай нұсқа жоқ',
  ru: 'Такого варианта нет',
  en: 'There is no such variant',
})

/** A cell as it is answered: why it cannot be computed is told in the reader's language. */
export function cellView(cell: Cell, language: Language) {
  if (isEvaluated(cell)) return cell
  const { type, title, detail } = cell.error
  return { ...cell, error: { type, title: title[language], detail: detail[language] } }
}
