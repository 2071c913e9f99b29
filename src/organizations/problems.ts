import { problem } from '../kernel/problems.js'

export const alreadyMember = problem('already-member', 409, {
  kk: 'Сіз осы БСН бойынша өтінім бердіңіз немесе ұйымның мүшесісіз',
  ru: 'Вы уже заявили этот БИН или состоите в этой организации',
  en: 'You have already claimed this BIN or belong to the organization',
})
export const claimNeeded = problem('claim-needed', 422, {
  kk: 'Осы БСН бойынша бірнеше өтінім бар: қайсысы екенін көрсетіңіз',
  ru: 'На этот БИН несколько заявок: укажите, о какой речь',
  en: 'There are several claims on this BIN: say which one',
})
export const claimDecided = problem('claim-decided', 409, {
  kk: 'Бұл өтінім бойынша шешім қабылданған',
  ru: 'По этой заявке уже принято решение',
  en: 'This claim has already been decided',
})
export const binConfirmed = problem('bin-confirmed', 409, {
  kk: 'Осы БСН бойынша басқа өтінім расталған',
  ru: 'На этот БИН уже подтверждена другая заявка',
  en: 'Another claim on this BIN is confirmed',
})
export const notConfirmed = problem('organization-not-confirmed', 409, {
  kk: 'Ұйым тізілімде расталмаған',
  ru: 'Организация не подтверждена в реестре',
  en: 'The organization is not confirmed in the register',
})
export const accountInUse = problem('account-in-use', 409, {
  kk: 'Шоттардың бірі тізілімде қолданыста: оны екінші рет растауға болмайды',
  ru: 'Один из счетов уже действует в реестре: второй раз его подтвердить нельзя',
  en: 'One of the accounts is active in the register already: it cannot be confirmed twice',
})
export const accountPending = problem('account-pending', 409, {
  kk: 'Бұл шот тіркеушінің шешімін күтуде',
  ru: 'Этот счёт уже ждёт решения регистратора',
  en: 'This account is already waiting for the registrar',
})
export const accountDecided = problem('account-decided', 409, {
  kk: 'Бұл шот шешімді күтіп тұрған жоқ',
  ru: 'Этот счёт не ждёт решения',
  en: 'This account is not waiting for a decision',
})
export const ownCase = problem('own-case', 409, {
  kk: 'Сіз осы ұйыммен байланыстысыз: басқа тіркеуші шешеді',
  ru: 'Вы связаны с этой организацией: решает другой регистратор',
  en: 'You belong to this organization: another registrar decides',
})
export const lastFirstPerson = problem('last-first-person', 409, {
  kk: 'Ұйым бірінші басшысыз қалмауы керек: алдымен басқасын шақырыңыз',
  ru: 'Организация не может остаться без первого лица: сначала пригласите другое',
  en: 'The organization cannot be left without a first person: invite another one first',
})
