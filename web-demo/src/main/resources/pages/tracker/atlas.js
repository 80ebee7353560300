// The outlines of countries, read from TopoJSON: arcs that neighbours share, as whole numbers, each the difference from the
// one before (topojson-specification, 2.1). No DOM here.

import { project, unproject, widthMetres } from "./earth.js";

/** The countries of a TopoJSON file: name, polygons of rings of [x, y] on the map, and bounds. */
export function countriesOf(topology) {
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let lon = 0;
    let lat = 0;
    return arc.map(([east, north]) => {
      lon += east;
      lat += north;
      return project(lon * scale[0] + translate[0], lat * scale[1] + translate[1]);
    });
  });
  return topology.objects.countries.geometries.filter(({ arcs: has }) => has).map((geometry) => {
    const polygons = (geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs)
      .flatMap((rings) => onBothSides(rings.map((indexes) => unwrapped(ring(indexes, arcs)))));
    return { name: geometry.properties.name, polygons, ...extent(polygons) };
  });
}

/** A negative index is the arc ~index from its end to its begin; where arcs meet, the point stands in both. */
function ring(indexes, arcs) {
  return indexes.flatMap((index, position) => {
    const points = index < 0 ? [...arcs[~index]].reverse() : arcs[index];
    return position === 0 ? points : points.slice(1);
  });
}

/** What crosses the antimeridian goes on beyond the edge of the map instead of back over it; around a pole it is closed there. */
function unwrapped(points) {
  let shift = 0;
  const flat = points.map(([x, y], index) => {
    const step = index === 0 ? 0 : x - points[index - 1][0];
    shift += step > 0.5 ? -1 : step < -0.5 ? 1 : 0;
    return [x + shift, y];
  });
  return shift === 0 ? flat : [...flat, [flat.at(-1)[0], 1], [flat[0][0], 1]];
}

/** A polygon that goes beyond an edge of the map stands at the other edge as well. */
function onBothSides(rings) {
  const { west, east } = boxOf(rings[0]);
  const moved = (shift) => rings.map((points) => points.map(([x, y]) => [x + shift, y]));
  return [rings, ...(west < 0 ? [moved(1)] : []), ...(east > 1 ? [moved(-1)] : [])];
}

/** Of all its polygons, and of the largest, in which the name is written. */
function extent(polygons) {
  const boxes = polygons.map(([outer]) => boxOf(outer));
  const box = {
    west: Math.min(...boxes.map(({ west }) => west)),
    east: Math.max(...boxes.map(({ east }) => east)),
    north: Math.min(...boxes.map(({ north }) => north)),
    south: Math.max(...boxes.map(({ south }) => south)),
  };
  const visible = boxes.filter(({ west, east }) => west + east >= 0 && west + east <= 2);
  return { box, mainBox: visible.reduce((best, next) => (area(next) > area(best) ? next : best)) };
}

function boxOf(points) {
  const box = { west: Infinity, east: -Infinity, north: 1, south: 0 };
  points.forEach(([x, y]) => {
    box.west = Math.min(box.west, x);
    box.east = Math.max(box.east, x);
    box.north = Math.min(box.north, y);
    box.south = Math.max(box.south, y);
  });
  return box;
}

function area({ west, east, north, south }) {
  return (east - west) * (south - north);
}

const DIRECTIONS = [0, 1, 2, 3, 4, 5, 6, 7].map((eighth) => (eighth * Math.PI) / 4);

/** Words for a place that is known so exactly: a country, near one, or the sea. */
export function placeName(countries, { lon, lat, accuracy }) {
  const here = countryAt(countries, { lon, lat });
  if (here !== null) {
    return here;
  }
  const reach = (360 * accuracy) / widthMetres(lat);
  const shrunk = Math.cos((lat * Math.PI) / 180);
  const near = DIRECTIONS
    .map((angle) => ({ lon: lon + reach * Math.cos(angle), lat: lat + reach * shrunk * Math.sin(angle) }))
    .map((place) => countryAt(countries, place))
    .find((name) => name !== null);
  return near === undefined ? "At sea" : `Near ${near}`;
}

/** The name of the country at a place, null for the sea. */
function countryAt(countries, { lon, lat }) {
  const [x, y] = project(lon, lat);
  const found = countries.find(({ box, polygons }) =>
    x >= box.west && x <= box.east && y >= box.north && y <= box.south
      && polygons.some((rings) => rings.filter((points) => isInside(points, x, y)).length % 2 === 1));
  return found?.name ?? null;
}

/** Counts the sides that a ray to the east crosses. */
function isInside(points, x, y) {
  let inside = false;
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const [xi, yi] = points[i];
    const [xj, yj] = points[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) {
      inside = !inside;
    }
  }
  return inside;
}

/** Meridians and parallels every so many degrees within a box of the map, as places on it. */
export function gridLines(degrees, { west, east, north, south }) {
  const [firstLon, lastLat] = unproject(west, north);
  const [lastLon, firstLat] = unproject(east, south);
  const lines = { x: [], y: [] };
  for (let lon = Math.ceil(firstLon / degrees) * degrees; lon <= lastLon; lon += degrees) {
    lines.x.push(project(lon, 0)[0]);
  }
  for (let lat = Math.ceil(firstLat / degrees) * degrees; lat <= lastLat; lat += degrees) {
    lines.y.push(project(0, lat)[1]);
  }
  return lines;
}
