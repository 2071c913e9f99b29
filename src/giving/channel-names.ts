import type { Text } from '../kernel/texts.js'

export const channelNames = {
  transfer: { kk: 'аударым', ru: 'перевод', en: 'transfer' },
  card: { kk: 'карта', ru: 'карта', en: 'card' },
  qr: { kk: 'QR', ru: 'QR', en: 'QR' },
  cash: { kk: 'қолма-қол', ru: 'наличные', en: 'cash' },
  box: { kk: 'қайырымдылық жәшігі', ru: 'ящик для пожертвований', en: 'donation box' },
  'in-kind': { kk: 'заттай', ru: 'вещами', en: 'in kind' },
} as const satisfies Record<string, Text>
