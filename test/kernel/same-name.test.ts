import t from 'tap'
import { sameName } from '../../src/kernel/same-name.js'

t.test('a name is the same in three scripts, in any order, and without its patronymic', async (t) => {
  for (const [one, other] of [
    ['Дәулет Қасымов', 'Касымов Даулет Маратович'],
    ['Дәулет Қасымов', 'Daulet Kassymov'],
    ['Дәулет Қасымов', 'QASYMOV DÁÝLET'],
    ['Жанар Ахметова', 'Zhanar Akhmetova'],
    ['Ғалия Шәріпова', 'Galiya Sharipova'],
    ['«Бір қадам»', 'Bir Qadam'],
    ['Автосалон', '«АВТОСАЛОН»'],
  ] as const) {
    t.ok(sameName(one, other), `${one} = ${other}`)
    t.ok(sameName(other, one), `${other} = ${one}`)
  }
})

t.test('a surname alone, or another first name, says nothing', async (t) => {
  t.notOk(sameName('Дәулет Қасымов', 'Касымов'))
  t.notOk(sameName('Дәулет Қасымов', 'Касымов Ерлан'))
  t.notOk(sameName('Дәулет Қасымов', ''))
  t.notOk(sameName('', ''))
})
