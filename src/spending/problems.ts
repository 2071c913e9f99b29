import { problem } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'

export const farFromRate = problem('conversion-far-from-rate', 422, {
  kk: 'Банк берген сома Ұлттық Банктің бағамынан тым алшақ',
  ru: 'Сумма от банка слишком далека от курса Национального банка',
  en: 'What the bank gave is too far from the National Bank’s rate',
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
export const invoiceIsPaid = problem('invoice-is-paid', 409, {
  kk: 'Бұл шот төленген',
  ru: 'Этот счёт оплачен',
  en: 'This invoice is paid',
})
export const meetsLimitNow = problem('invoice-meets-limit-now', 422, {
  kk: 'Енді бұл төлемге екінші адам керек: шотты кері қайтарып, қайта енгізіңіз',
  ru: 'Теперь эта оплата требует второго человека: сторнируйте счёт и внесите его заново',
  en: 'This payment takes a second person by now: reverse the invoice and enter it anew',
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
export const sameAccount = problem('same-account', 422, {
  kk: 'Бұл бір шоттың өзі',
  ru: 'Это один и тот же счёт',
  en: 'This is one and the same account',
})
export const notOwnAccount = problem('not-own-account', 422, {
  kk: 'Тізілім растаған ұйым шоты емес',
  ru: 'Это не подтверждённый реестром счёт организации',
  en: 'The register has confirmed no such account of the organization',
})
export const aboveAccount = problem('transfer-above-account', 422, {
  kk: 'Ол күні шотта мұнша ақша жоқ',
  ru: 'На этот день на счёте столько нет',
  en: 'The account does not hold so much on that day',
})
