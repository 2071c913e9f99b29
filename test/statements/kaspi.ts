import { ibans } from '../support/stories.js'
import type { Written } from './workbooks.js'

interface Payment {
  readonly at: string
  readonly debit?: number
  readonly credit?: number
  readonly who: string
  readonly purpose: string
}

/** The rows of a statement of Kaspi Business as programs that read it describe them: no file of the bank was seen. */
export function kaspiRows({
  opening,
  closing,
  payments,
}: {
  opening: number
  closing: number
  payments: readonly Payment[]
}): (readonly Written[])[] {
  const sum = (side: 'debit' | 'credit') =>
    payments.reduce((total, payment) => total + (payment[side] ?? 0), 0)
  const about = (label: string, ...values: Written[]) => [label, undefined, ...values]
  return [
    [],
    about('Текущий счет: ', ibans[0]),
    about('Валюта счета:', 'KZT'),
    about('Период:', '01.03.2026 - 14.03.2026'),
    about('Дата последнего движения:', '14.03.2026 23:11'),
    about('ИИН/БИН: ', '240340000128'),
    about('Наименование: ', 'ОФ "Ақжайық"'),
    about('Входящий остаток:', opening, undefined, 'KZT'),
    about('Исходящий остаток:', closing, undefined, 'KZT'),
    [],
    [
      ...['№\nдокумента', 'Дата операции', 'Дебет', 'Кредит', 'Наименование бенефициара / отправителя денег'],
      ...['ИИК бенефициара / отправителя денег', 'БИК банка бенефициара (отправителя денег)'],
      ...['КНП', 'Назначение платежа'],
    ],
    [1, 2, 3, 4, 5, 6, 7, 8, 9],
    ...payments.map(({ at, debit, credit, who, purpose }, i) => [
      ...[`109848${i}`, at, debit, credit, who, i === 0 ? ibans[1] : undefined, undefined, '119', purpose],
    ]),
    [undefined, 'Итого обороты в валюте счета', sum('debit'), sum('credit')],
    [undefined, 'Итого операций за период', '1', '1'],
    [undefined, 'Отчет сформирован пользователем 16.03.2026 15:43'],
    [undefined, 'Наименование и БИК обслуживающего Банка: АО "KASPI BANK" Бик: CASPKZKA'],
  ]
}
