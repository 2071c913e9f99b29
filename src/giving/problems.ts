import { problem, type Refusal } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'

const notOpen = problem('collection-not-open', 409, {
  kk: 'Бұл жинау ашық емес',
  ru: 'Этот сбор не открыт',
  en: 'This collection is not open',
})
const whyNotOpen: Readonly<Record<string, Text | undefined>> = {
  planned: { kk: 'Жинау әлі ашылмаған.', ru: 'Сбор ещё не открыт.', en: 'It has not been opened yet.' },
  closed: { kk: 'Жинау жабылған.', ru: 'Сбор уже закрыт.', en: 'It has been closed.' },
  reported: {
    kk: 'Жинау жабылып, есебі берілген.',
    ru: 'Сбор закрыт, отчёт по нему сдан.',
    en: 'It has been closed and reported on.',
  },
  refused: { kk: 'Бұл жинауға рұқсат берілмеген.', ru: 'В этом сборе отказано.', en: 'It has been refused.' },
  cancelled: { kk: 'Жинау тоқтатылған.', ru: 'Сбор отменён.', en: 'It has been cancelled.' },
}

/** The drive that the path names takes or pays no money in its present status. */
export function collectionNotOpen(status: string): Refusal {
  const detail = whyNotOpen[status] ?? notOpen.title
  return notOpen({
    detail,
    errors: [{ pointer: '/path/number', detail }],
    more: { collectionStatus: status },
  })
}

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
/** A sum of so little worth has no place in books that are kept in tiyn. */
export const belowOneTiyn = (sum = '/amount'): Refusal =>
  tooSmall({ errors: [{ pointer: `${sum}/amount`, detail: tooSmall.title }] })
const tooSmall = problem('worth-less-than-a-tiyn', 422, {
  kk: 'Бұл сома бір тиынға да жетпейді',
  ru: 'Эта сумма стоит меньше одного тиына',
  en: 'This sum is worth less than a tiyn',
})
export const channelNotOfCollection = problem('channel-not-of-collection', 422, {
  kk: 'Бұл жинау ақшаны мұндай тәсілмен қабылдамайды',
  ru: 'Этот сбор не принимает деньги таким способом',
  en: 'This collection takes no money by this channel',
})
export const moreThanHeld = problem('more-than-a-fund-holds', 422, {
  kk: 'Қорға мұнша ақша сыймайды',
  ru: 'Столько денег фонд не вместит',
  en: 'No fund holds as much money',
})
export const dayOutOfOrder = problem('day-out-of-order', 422, {
  kk: 'Күндердің реті дұрыс емес',
  ru: 'Неверный порядок дней',
  en: 'The days are out of order',
})
export const secretWrong = problem('receipt-secret-wrong', 403, {
  kk: 'Бұл – осы түбіртектің құпия коды емес',
  ru: 'Это не секретный код этой квитанции',
  en: 'This is not the secret of this receipt',
})
export const nameNotKept = problem('donor-name-not-kept', 422, {
  kk: 'Бұл қайырмалдықпен бірге ат аталмаған: көрсететін ештеңе жоқ',
  ru: 'С этим пожертвованием имя не названо: показывать нечего',
  en: 'No name came with this donation: there is none to show',
})
