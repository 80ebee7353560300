// Places on the globe and on the map: the projection, distances, and how they are written. No DOM here.

const EARTH_RADIUS_METRES = 6_371_008;
/** Of the equator; Mercator's scale at a latitude is this times its cosine. */
export const EQUATOR_METRES = 2 * Math.PI * EARTH_RADIUS_METRES;
/** Where Mercator's map becomes a square. */
const MAX_LATITUDE = 85.0511;

const RADIANS = Math.PI / 180;

/** Web Mercator: x and y from 0 to 1, y from north to south. */
export function project(lon, lat) {
  const sine = Math.sin(Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat)) * RADIANS);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/** Longitude and latitude of a place on the map. */
export function unproject(x, y) {
  return [(x - 0.5) * 360, Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) / RADIANS];
}

/** The length of the map's whole width at a latitude, in metres. */
export function widthMetres(lat) {
  return EQUATOR_METRES * Math.cos(Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat)) * RADIANS);
}

/** Along the surface of a sphere, in metres. */
export function distance(a, b) {
  const haversine = Math.sin(((b.lat - a.lat) * RADIANS) / 2) ** 2
    + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * Math.sin(((b.lon - a.lon) * RADIANS) / 2) ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

/** "340 km", with two digits that count. */
export function formatMetres(metres) {
  if (metres < 1_000) {
    return `${twoDigits(metres)} m`;
  }
  return `${twoDigits(metres / 1_000).toLocaleString("en")} km`;
}

function twoDigits(value) {
  return Number(value.toPrecision(2));
}

/** How far two visitors are from each other, as far as their accuracies tell. */
export function formatDistance(a, b) {
  const metres = distance(a, b);
  const blur = a.accuracy + b.accuracy;
  return metres <= blur ? `less than ${formatMetres(metres + blur)}` : formatMetres(metres);
}
