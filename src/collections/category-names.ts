import type { Text } from '../kernel/texts.js'

const categoryNames: Readonly<Record<string, Text>> = {
  housing: { kk: 'Тұрғын үй', ru: 'Жильё', en: 'Housing' },
  household: { kk: 'Үй жиһазы мен тұрмыстық заттар', ru: 'Мебель и домашняя утварь', en: 'Household goods' },
  'building-materials': { kk: 'Құрылыс материалдары', ru: 'Стройматериалы', en: 'Building materials' },
  'humanitarian-aid': { kk: 'Гуманитарлық көмек', ru: 'Гуманитарная помощь', en: 'Humanitarian aid' },
  'collecting-costs': { kk: 'Жинау шығындары', ru: 'Расходы на сбор', en: 'Costs of collecting' },
  fodder: { kk: 'Жем-шөп', ru: 'Корм для скота', en: 'Fodder' },
  water: { kk: 'Ауызсу', ru: 'Питьевая вода', en: 'Drinking water' },
  medicine: { kk: 'Дәрі-дәрмек', ru: 'Лекарства', en: 'Medicine' },
  school: { kk: 'Мектеп', ru: 'Школа', en: 'School' },
  food: { kk: 'Азық-түлік', ru: 'Продукты', en: 'Food' },
  treatment: { kk: 'Емдеу', ru: 'Лечение', en: 'Treatment' },
  clothing: { kk: 'Киім', ru: 'Одежда', en: 'Clothing' },
  education: { kk: 'Білім беру', ru: 'Образование', en: 'Education' },
  health: { kk: 'Денсаулық', ru: 'Здоровье', en: 'Health' },
  equipment: { kk: 'Жабдық', ru: 'Оборудование', en: 'Equipment' },
  books: { kk: 'Кітап', ru: 'Книги', en: 'Books' },
  vehicles: { kk: 'Көлік', ru: 'Транспорт', en: 'Vehicles' },
  animals: { kk: 'Жануарлар', ru: 'Животные', en: 'Animals' },
  'flood-relief': { kk: 'Су тасқынынан зардап шеккендер', ru: 'Помощь при паводке', en: 'Flood relief' },
}

/** The name of a category; charities choose their own words, which are then shown as they are. */
export const categoryName = (code: string): Text => {
  const plain = code.replaceAll('-', ' ')
  return categoryNames[code] ?? { kk: plain, ru: plain, en: plain }
}
