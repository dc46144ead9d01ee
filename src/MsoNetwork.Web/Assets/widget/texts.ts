import ar from '../../../Texts/widget/ar.json'
import de from '../../../Texts/widget/de.json'
import en from '../../../Texts/widget/en.json'
import fa from '../../../Texts/widget/fa.json'
import fr from '../../../Texts/widget/fr.json'
import kmr from '../../../Texts/widget/kmr.json'
import pl from '../../../Texts/widget/pl.json'
import ro from '../../../Texts/widget/ro.json'
import ru from '../../../Texts/widget/ru.json'
import tr from '../../../Texts/widget/tr.json'
import uk from '../../../Texts/widget/uk.json'

const all: Record<string, Record<string, string | boolean | Record<string, string>>> = { ar, de, en, fa, fr, kmr, pl, ro, ru, tr, uk }

// Browsers know no Kurmancî, and write Arabic numbers with other digits than our pages.
const numbers: Record<string, string> = { ar: 'ar-u-nu-latn', kmr: 'tr' }

/** The texts of one language: the same files as the site's, with the browser's own plural rules and number formats. */
export class Texts {
  private readonly entries: Record<string, string | boolean | Record<string, string>>
  private readonly plural: Intl.PluralRules
  private readonly number: Intl.NumberFormat

  constructor(readonly tag: string) {
    this.entries = all[tag] ?? de
    this.plural = new Intl.PluralRules(numbers[tag] ?? tag)
    this.number = new Intl.NumberFormat(numbers[tag] ?? tag, { maximumFractionDigits: 1 })
  }

  get isReviewed(): boolean { return this.entries.reviewed === true }

  get direction(): 'rtl' | 'ltr' { return this.tag === 'ar' || this.tag === 'fa' ? 'rtl' : 'ltr' }

  of(key: string, value?: number): string {
    return this.filled(String(this.entries[`widget.${key}`]), value)
  }

  /** What is known by its town only lies in the town's middle: no decimals for it. */
  distance(kilometres: number, precision: string | undefined): string {
    if (precision !== 'MUNICIPALITY') return this.of('distance', kilometres)
    return kilometres < 1 ? this.of('distanceTownNear', 1) : this.of('distanceTown', Math.round(kilometres))
  }

  /** A day and its time in Berlin, wherever somebody reads it. */
  time(moment: string): string {
    const short = this.tag === 'kmr' // no browser knows its months
    return new Intl.DateTimeFormat(numbers[this.tag] ?? this.tag, {
      timeZone: 'Europe/Berlin', ...short ? {} : { weekday: 'short' }, day: 'numeric', month: short ? 'numeric' : 'long', year: 'numeric', hour: '2-digit', minute: '2-digit',
    }).format(new Date(moment))
  }

  count(key: string, value: number): string {
    const forms = this.entries[`widget.${key}`] as Record<string, string>
    return this.filled(forms[this.plural.select(value)] ?? forms.other ?? '', value)
  }

  private filled(text: string, value?: number): string {
    return value === undefined ? text : text.replace('{0}', this.number.format(value))
  }
}

/** The language of a tag such as de-AT or ku; null for one that we do not speak. */
export function known(tag: string | null | undefined): string | null {
  const language = tag?.toLowerCase().split('-')[0] ?? ''
  const ours = language === 'ku' ? 'kmr' : language
  return Object.hasOwn(all, ours) ? ours : null
}
