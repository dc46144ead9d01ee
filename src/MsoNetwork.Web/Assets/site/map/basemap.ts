import { language_script_pairs, layers, namedFlavor } from '@protomaps/basemaps'
import { addProtocol, type LayerSpecification, type SourceSpecification } from 'maplibre-gl'
import { Protocol } from 'pmtiles'

/** Streets from the operator's archive, in the style of Protomaps, which knows its layers. */
export interface Streets {
  readonly source: SourceSpecification
  readonly layers: LayerSpecification[]
}

const fonts = { regular: 'system-ui', bold: 'system-ui', italic: 'system-ui' } // the reader's own: nothing is fetched
const languages = new Set(language_script_pairs.map(({ lang }) => lang))
let known = false

/** Without pictures: signs of shops and stations would take a sprite, and the organisations are what the map is about. */
export function streetsOf(address: string, language: string, dark: boolean): Streets {
  if (!known) addProtocol('pmtiles', new Protocol().tile)
  known = true
  const style = layers('streets', { ...namedFlavor(dark ? 'dark' : 'light'), ...fonts, pois: undefined }, { lang: languages.has(language) ? language : 'de' })
  return {
    source: { type: 'vector', url: `pmtiles://${new URL(address, location.href).href}` },
    layers: style.map(layer => layer.type === 'symbol' ? { ...layer, layout: withoutPictures(layer.layout) } : layer) as LayerSpecification[],
  }
}

const withoutPictures = (layout: object = {}): object => Object.fromEntries(Object.entries(layout).filter(([name]) => !name.startsWith('icon-')))
