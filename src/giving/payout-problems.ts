import { problem } from '../kernel/problems.js'

export const notForTransit = problem('settlement-not-of-channel', 422, {
  kk: 'Тек карта мен QR төлемдері төлем жүйесінде жолда болады',
  ru: 'В пути у платёжной системы бывают только платежи картой и по QR',
  en: 'Only payments by card or QR are in transit with a payment system',
})
export const transitNotOpened = problem('transit-not-opened', 409, {
  kk: 'Бұл есепте жолдағы төлемдер шоты жоқ: ол келесі жинаумен бірге ашылады',
  ru: 'В этих книгах нет счёта платежей в пути: он открывается со следующим сбором',
  en: 'These books have no account of payments in transit: it is opened with the next collection',
})
export const notInTransit = problem('donation-not-in-transit', 409, {
  kk: 'Бұл қайырмалдық жолда емес: төленген, қайтарылған не шотқа бірден түскен',
  ru: 'Этого пожертвования в пути нет: оно выплачено, возвращено или сразу поступило на счёт',
  en: 'This donation is not in transit: it was paid out, given back, or came to the account at once',
})
export const payoutDoesNotFoot = problem('payout-does-not-foot', 422, {
  kk: 'Сома жолдағы қайырмалдықтардың сомасына тең емес',
  ru: 'Сумма не равна сумме пожертвований в пути',
  en: 'The sum is not that of the donations in transit',
})
export const feeAboveGross = problem('fee-above-gross', 422, {
  kk: 'Комиссия төленетін сомадан көп',
  ru: 'Комиссия больше выплачиваемой суммы',
  en: 'The fee is more than what is paid out',
})
