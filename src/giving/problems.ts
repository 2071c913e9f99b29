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
export const farFromRate = problem('conversion-far-from-rate', 422, {
  kk: 'Банк берген сома Ұлттық Банктің бағамынан тым алшақ',
  ru: 'Сумма от банка слишком далека от курса Национального банка',
  en: 'What the bank gave is too far from the National Bank’s rate',
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
export const aboveCash = problem('payment-above-cash', 422, {
  kk: 'Кассада мұнша қолма-қол ақша жоқ',
  ru: 'Столько наличных в кассе нет',
  en: 'There is not so much cash',
})
export const aboveDonation = problem('refund-above-donation', 422, {
  kk: 'Қайтару қайырмалдықтан көп',
  ru: 'Возврат больше пожертвования',
  en: 'The refund is more than the donation',
})
export const notRefundedInMoney = problem('gift-in-kind-not-refunded', 422, {
  kk: 'Заттай берілген ақшамен қайтарылмайды',
  ru: 'Данное вещами деньгами не возвращают',
  en: 'What was given in kind is not given back in money',
})
export const moreThanGiven = problem('more-than-given-in-kind', 422, {
  kk: 'Заттай берілгеннен мұнша қалған жоқ',
  ru: 'Столько из данного вещами не осталось',
  en: 'Not so much is left of what was given in kind',
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
export const onBankLine = problem('on-a-bank-line', 409, {
  kk: 'Бұл операцияны банк үзіндісінің жолы растайды',
  ru: 'Эту операцию подтверждает строка банковской выписки',
  en: 'A line of a bank statement stands for this transaction',
})
export const approverReverses = problem('approver-reverses', 409, {
  kk: 'Бұл төлемді екінші адам мақұлдаған: оны сол адам ғана кері қайтарады',
  ru: 'Эту выплату одобрил второй человек: сторнирует её только он',
  en: 'A second person approved this payment: only that person reverses it',
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
export const againstPurpose = problem('payment-against-purpose', 422, {
  kk: 'Қордың мақсаты мен шектері бұл төлемге жол бермейді',
  ru: 'Цель фонда и её пределы не допускают эту выплату',
  en: 'The purpose of the fund and its limits do not allow this payment',
})
export const noSecondPerson = problem('no-second-person', 422, {
  kk: 'Бұл төлемді екінші адам мақұлдауы керек, ал жеке жинаушыда ондай адам жоқ',
  ru: 'Эту выплату должен одобрить второй человек, а у частного лица его нет',
  en: 'This payment takes a second person, and a private collector has none',
})
/** What is left to somebody who collects alone. */
export const wayOut: Text = {
  kk: 'Тіркелген ұйымның қамқорлығымен жинаңыз: оның екінші қол қоюшысы шешеді; немесе шектен аспай, ЖСН-і не БСН-і бар алушыға банк арқылы төлеңіз.',
  ru: 'Собирайте через зарегистрированную организацию: решит её второй подписант; или платите в пределах лимитов, через банк, получателю с ИИН или БИН.',
  en: 'Collect under the roof of a registered organization, whose second signatory decides; or pay within the limits, by bank, a beneficiary with IIN or BIN.',
}
export const anotherPersonNeeded = problem('another-person-needed', 409, {
  kk: 'Төлемді сіз ұсындыңыз: оны басқа адам мақұлдайды',
  ru: 'Выплату предложили вы: одобряет её другой человек',
  en: 'You proposed the payment: a different person approves it',
})
export const paysHimself = problem('payment-to-oneself', 409, {
  kk: 'Алушы – өзіңіз: төлемді басқа адам мақұлдайды',
  ru: 'Получатель – вы сами: выплату одобряет другой человек',
  en: 'You are the beneficiary: a different person approves the payment',
})
export const alreadySettled = problem('held-payment-decided', 409, {
  kk: 'Бұл төлем бойынша шешім қабылданған',
  ru: 'По этой выплате решение уже принято',
  en: 'This payment has been decided already',
})
export const hasLapsed = problem('held-payment-lapsed', 409, {
  kk: 'Төлем мерзімінде мақұлданбай, күшін жойды: қайта ұсыныңыз',
  ru: 'Выплату не одобрили в срок, и она утратила силу: предложите её заново',
  en: 'Nobody approved the payment in time, and it has lapsed: propose it again',
})
export const transferDecided = problem('fund-transfer-decided', 409, {
  kk: 'Бұл аудару бойынша шешім қабылданған',
  ru: 'По этому переводу между сборами решение уже принято',
  en: 'This transfer between funds has been decided already',
})
export const otherBooks = problem('fund-of-other-books', 422, {
  kk: 'Екінші жинаудың ақшасы басқа ұйымның есебінде: бұл аудару емес, төлем',
  ru: 'Деньги другого сбора – в учёте другой организации: это не перевод, а выплата',
  en: 'The other collection is in the books of somebody else: that is a payment and no transfer',
})
export const noHostFee = problem('no-host-fee', 409, {
  kk: 'Бұл жинау бойынша қамқоршы ұйымға сыйақы келісілмеген',
  ru: 'По этому сбору вознаграждение принимающей организации не оговорено',
  en: 'No fee of a host was agreed for this collection',
})
export const nothingDue = problem('no-host-fee-due', 409, {
  kk: 'Қазір төленетін сыйақы жоқ',
  ru: 'Сейчас вознаграждение не причитается',
  en: 'No fee is due now',
})
export const leftOverIsBound = problem('left-over-is-bound', 409, {
  kk: 'Жинау қалған ақшаны басқаша пайдалануға уәде берген',
  ru: 'Сбор обещал поступить с остатком иначе',
  en: 'The collection has promised something else for what is left over',
})
