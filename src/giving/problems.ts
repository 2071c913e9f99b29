import { problem } from '../kernel/problems.js'

export const collectionNotOpen = problem('collection-not-open', 409, {
  kk: 'Бұл жинау ашық емес',
  ru: 'Этот сбор не открыт',
  en: 'This collection is not open',
})
export const gateRefuses = problem('emergency-gate-refuses', 409, {
  kk: 'Қолданыстағы заң бойынша бұл жинау ақша қабылдай алмайды',
  ru: 'По действующему закону этот сбор не может принимать деньги',
  en: 'Under the law in force this collection may take no money',
})
export const wrongCurrency = problem('currency-not-held', 422, {
  kk: 'Қор бұл валютаны ұстамайды',
  ru: 'Фонд не держит эту валюту',
  en: 'The fund does not hold this currency',
})
export const dayOutOfOrder = problem('day-out-of-order', 422, {
  kk: 'Күндердің реті дұрыс емес',
  ru: 'Неверный порядок дней',
  en: 'The days are out of order',
})
export const aboveFund = problem('disbursement-above-fund', 422, {
  kk: 'Төлем қордағы ақшадан көп',
  ru: 'Выплата больше, чем есть в фонде',
  en: 'The payment is more than the fund holds',
})
export const aboveDonation = problem('refund-above-donation', 422, {
  kk: 'Қайтару қайырмалдықтан көп',
  ru: 'Возврат больше пожертвования',
  en: 'The refund is more than the donation',
})
export const alreadyReversed = problem('already-reversed', 409, {
  kk: 'Бұл операция бұрын кері қайтарылған',
  ru: 'Эта операция уже сторнирована',
  en: 'This transaction has been reversed already',
})
export const notReversible = problem('not-reversible', 409, {
  kk: 'Бұл операция кері қайтарылмайды',
  ru: 'Эту операцию нельзя сторнировать',
  en: 'This transaction cannot be reversed',
})
