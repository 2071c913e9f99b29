import { problem, type Refusal } from '../kernel/problems.js'

export const statementWrong = problem('statement-wrong', 422, {
  kk: 'Банк үзіндісі қабылданбады',
  ru: 'Выписка не принята',
  en: 'The statement was not taken',
})
export const accountOfAnother = problem('account-of-another', 422, {
  kk: 'Үзіндідегі шот бұл ұйымның растаған шоты емес',
  ru: 'Счёт выписки — не подтверждённый счёт этой организации',
  en: 'The account of the statement is no confirmed account of this organization',
})
export const lineDecided = problem('statement-line-decided', 409, {
  kk: 'Бұл жол бойынша шешім бар',
  ru: 'По этой строке уже решено',
  en: 'This line has been worked off already',
})
export const lineInWork = problem('statement-line-in-work', 409, {
  kk: 'Бұл жол дәл қазір өңделуде',
  ru: 'Эта строка как раз обрабатывается',
  en: 'This line is being worked off right now',
})
export const notTheSamePayment = problem('not-the-same-payment', 422, {
  kk: 'Бұл – басқа төлем',
  ru: 'Это другой платёж',
  en: 'This is another payment',
})
export const onlyMoneyIn = problem('only-money-that-came-in', 422, {
  kk: 'Тек түскен ақша қайырмалдық бола алады',
  ru: 'Пожертвованием может стать только поступление',
  en: 'Only money that came in can be a gift',
})
export const mayBeKnown = problem('payment-may-be-known', 409, {
  kk: 'Есепте дәл осындай төлем бар: сол ма, әлде басқасы ма – адам шешеді',
  ru: 'В книгах уже есть такой платёж: тот же он или другой, решает человек',
  en: 'The books have such a payment already: a person decides whether it is this one',
})
export const mayBePayout = problem('payment-may-be-a-payout', 409, {
  kk: 'Бұл төлем жүйесінің аударымы болуы мүмкін: алдымен оны енгізіңіз немесе жолды қайырмалдық деп қабылдаңыз',
  ru: 'Это может быть перечисление платёжной системы: сначала внесите его или примите строку как пожертвование',
  en: 'This may be the payout of a payment system: enter that first, or take the line as a gift',
})
export const noMatchStands = problem('no-match-stands', 409, {
  kk: 'Бұл жолдың күшінде тұрған сәйкестігі жоқ',
  ru: 'У этой строки нет действующего сопоставления',
  en: 'No match of this line stands',
})
export const undoingAsked = problem('match-undoing-asked', 409, {
  kk: 'Бұл сәйкестікті болдырмау сұралған: екінші адамды күтуде',
  ru: 'Отмена этого сопоставления уже запрошена и ждёт второго человека',
  en: 'Somebody has asked to undo this match already; it waits for a second person',
})
export const undoingDecided = problem('match-undoing-decided', 409, {
  kk: 'Бұл сұрау бойынша шешім қабылданған',
  ru: 'По этой просьбе решение уже принято',
  en: 'This request has been decided already',
})
export const anotherPersonConfirms = problem('another-person-confirms', 409, {
  kk: 'Сәйкестікті болдырмауды сіз сұрадыңыз: оны басқа адам растайды',
  ru: 'Отмену сопоставления запросили вы: подтверждает её другой человек',
  en: 'You asked to undo the match: a different person confirms it',
})

/** A line was taken as a gift, which still stands, and so is nothing else. */
export function giftStands(transaction: string): Refusal {
  const detail = {
    kk: `Бұл жол ${transaction} қайырмалдығы болып жазылған, ол күшінде: алдымен оны кері қайтарыңыз немесе жолды сонымен байланыстырыңыз.`,
    ru: `Эта строка принята как пожертвование ${transaction}, и оно в силе: сначала сторнируйте его или свяжите строку с ним.`,
    en: `This line was taken as the gift ${transaction}, which stands: reverse it first, or link the line with it.`,
  }
  return lineDecided({ detail, errors: [{ pointer: '/decision', detail }], more: { transaction } })
}
