import { addDays, daysBetween } from '../kernel/days.js'
import type { Gifts } from './scenario.js'

/** Parts of a whole sum, each a multiple of `step`, of ten different sizes; what does not divide goes to the first. */
function shares(total: number, count: number, step: number): number[] {
  const weights = Array.from({ length: count }, (_, i) => 1 + ((i * 7) % 10))
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const parts = weights.map((weight) => Math.floor((total * weight) / whole / step) * step)
  const rest = total - parts.reduce((sum, part) => sum + part, 0)
  return parts.map((part, i) => (i === 0 ? part + rest : part))
}

/** The donations of a sort, spread evenly over its days and over working hours in Almaty, each with an id of its own. */
export function giftsOf({ from, total, count, step, channel, settlement, first, last, donor }: Gifts) {
  const days = daysBetween(first, last) + 1
  return shares(total, count, step).map((tenge, i) => {
    const time = `${String(9 + (i % 9)).padStart(2, '0')}:${String((i * 13) % 60).padStart(2, '0')}`
    return {
      id: `${from}-${i + 1}`,
      amount: { amount: `${tenge}00`, currency: 'KZT' },
      channel,
      settlement,
      receivedAt: `${addDays(first, Math.floor((i * days) / count))}T${time}:00+05:00`,
      donor,
    }
  })
}
