// North Rhine-Westphalia (50.32 to 52.53 N, 5.87 to 9.46 E) with some 20 km around it: whoever lives behind the border may look for somebody in here.
const extent = { south: 50.14, north: 52.71, west: 5.58, east: 9.75 }

/** Whether somebody there could find anybody in the directory near them. */
export function isAround({ latitude, longitude }: { latitude: number, longitude: number }): boolean {
  return latitude >= extent.south && latitude <= extent.north && longitude >= extent.west && longitude <= extent.east
}
