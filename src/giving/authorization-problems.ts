import { problem } from '../kernel/problems.js'

export const authorizationSettled = problem('authorization-settled', 409, {
  kk: 'Бұл төлем бұрын алынған не жойылған',
  ru: 'Этот платёж уже списан или отменён',
  en: 'This payment has been captured or voided already',
})
export const authorizationLapsed = problem('authorization-lapsed', 409, {
  kk: 'Төлемді алу мерзімі өтіп кетті',
  ru: 'Срок, в который платёж можно было списать, истёк',
  en: 'The time in which the payment could be captured is over',
})
export const captureAbove = problem('capture-above-authorization', 422, {
  kk: 'Мақұлданғаннан көп сома алынбайды',
  ru: 'Нельзя списать больше, чем авторизовано',
  en: 'No more can be captured than was authorized',
})
export const targetReached = problem('target-reached', 409, {
  kk: 'Жинаудың мақсатты сомасы жиналды: бұл төлем одан асырып жібереді',
  ru: 'Цель сбора достигнута: с этим платежом она была бы превышена',
  en: 'The declared sum is reached: this payment would exceed it',
})
