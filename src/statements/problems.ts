import { problem } from '../kernel/problems.js'

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
