import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import Pdf from 'pdfkit'
import { startOf } from '../kernel/days.js'
import type { Language } from '../kernel/texts.js'
import { qrCode } from './qr-code.js'
import type { ReceiptView } from './receipt-contract.js'
import { receiptLines, receiptWords } from './receipt-lines.js'

// The fonts that every PDF reader has know no Kazakh letters, so this one goes along: of it the letters that are used.
const font = readFileSync(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'))

const margin = 42
const qrSide = 96
// Three lines at most, so that the longest names leave room for the code.
const shortened = { height: 42, ellipsis: true }

/** A receipt as a PDF of one page (A5), with a QR code that leads to `address`; the same bytes for the same receipt. */
export function receiptPdf(receipt: ReceiptView, language: Language, address: string): NodeJS.ReadableStream {
  const title = `${receiptWords.title[language]} ${receipt.number}`
  const pdf = new Pdf({
    ...{ size: 'A5', margin, lang: language, displayTitle: true },
    font: '',
    info: { Title: title, CreationDate: startOf(receipt.receivedOn) },
  })
  pdf.font(font)
  const width = pdf.page.width - 2 * margin
  pdf.fontSize(9).text('Adal', { width }).fontSize(16).text(receiptWords.title[language], { width })
  pdf.moveDown(0.5)
  for (const { label, value } of receiptLines(receipt, language)) {
    pdf.fontSize(8).fillColor('#555555').text(label, { width })
    pdf
      .fontSize(11)
      .fillColor('#000000')
      .text(value, { width, ...shortened })
      .moveDown(0.3)
  }
  if (receipt.heldForReturn) pdf.fontSize(9).text(receiptWords.held[language], { width })
  const top = pdf.page.height - margin - qrSide
  drawQr(pdf, address, top)
  const beside = { width: width - qrSide - 16 }
  pdf.fontSize(8).text(receiptWords.check[language], margin + qrSide + 16, top + 24, beside)
  pdf.text(address, beside)
  pdf.end()
  return pdf
}

function drawQr(pdf: PDFKit.PDFDocument, text: string, top: number): void {
  const { size, dark } = qrCode(text)
  const module = qrSide / size
  for (const [x, y] of dark) pdf.rect(margin + x * module, top + y * module, module, module)
  pdf.fill('#000000')
}
