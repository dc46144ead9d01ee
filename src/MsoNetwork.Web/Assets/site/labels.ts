/** Where labels stand so that none lies on a node or on another label. LabelPlaces.cs does the same for pictures. */
import type { Point } from './network-shape'

export interface Box { readonly left: number, readonly top: number, readonly right: number, readonly bottom: number }

export const meets = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

const gap = 3
const cell = 64

export class LabelPlaces {
  private readonly taken = new Map<string, Box[]>()

  /** Labels of a height, inside a width. */
  constructor(private readonly height: number, private readonly width: number) {}

  take(box: Box): void {
    for (const here of this.cells(box)) {
      const boxes = this.taken.get(here)
      if (boxes) boxes.push(box)
      else this.taken.set(here, [box])
    }
  }

  /**
   * A place beside a node, which is then taken: below, above, beside or aslant, and where it must be found, also further away.
   * With a side (1 to the right, -1 to the left) it is tried there first.
   */
  place(at: Point, radius: number, width: number, side: number, farthest = 1): Box | undefined {
    for (let step = 0; step < farthest; step++) {
      const away = radius + step * this.height * 0.75
      const [half, aside, aslant] = [width / 2, away + gap, away * 0.75 + gap]
      const [right, left] = [[aside, -this.height / 2], [-aside - width, -this.height / 2]] as const
      const places = [
        ...(side > 0 ? [right] : side < 0 ? [left] : []), [-half, aside], [-half, -aside - this.height], right, left,
        [aslant, aslant], [-aslant - width, aslant], [aslant, -aslant - this.height], [-aslant - width, -aslant - this.height],
      ] as const
      for (const [x, y] of places) {
        const box = { left: at.x + x, top: at.y + y, right: at.x + x + width, bottom: at.y + y + this.height }
        if (box.left < 0 || box.right > this.width || !this.isFree(box)) continue
        this.take(box)
        return box
      }
    }
    return undefined
  }

  private isFree(box: Box): boolean {
    for (const here of this.cells(box)) if (this.taken.get(here)?.some(other => meets(box, other))) return false
    return true
  }

  private * cells(box: Box): Iterable<string> {
    for (let x = Math.floor(box.left / cell); x <= Math.floor(box.right / cell); x++) {
      for (let y = Math.floor(box.top / cell); y <= Math.floor(box.bottom / cell); y++) yield `${x} ${y}`
    }
  }
}
