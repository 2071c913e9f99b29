import { create } from 'qrcode'

interface QrCode {
  /** Modules along a side, without the margin of four that must stay white around it. */
  readonly size: number
  /** The dark modules by column and row. */
  readonly dark: readonly (readonly [x: number, y: number])[]
}

/** A QR code of a text, at the middle level of correction: it may be printed small and creased. */
export function qrCode(text: string): QrCode {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  const dark = [...data].flatMap((bit, i) => (bit ? [[i % size, Math.floor(i / size)] as const] : []))
  return { size, dark }
}
