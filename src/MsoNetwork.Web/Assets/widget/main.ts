// <mso-network>, for other people's pages: one script, no cookies, nothing kept. The page /de/einbinden explains it.
import { MsoNetwork } from './element'

// The script may stand in a page twice.
if (!customElements.get('mso-network')) customElements.define('mso-network', MsoNetwork)
