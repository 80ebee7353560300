// Draws the world on a canvas: sea, land, borders, meridians, and the names of countries where there is room for them.

import { gridLines } from "./atlas.js";

/** Meridians and parallels are as far apart as leaves a hundred pixels between them. */
const GRID_DEGREES = [30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05];
const GRID_LEAST_PIXELS = 100;
const NAME_FONT = "12px system-ui, sans-serif";
/** Room that a name leaves to the borders of its country. */
const NAME_MARGIN = 12;

/** A country's outline is made once, in places on the map, and then only moved and scaled. */
const paths = new WeakMap();

/** Draws what the view sees of these countries, in the colours of the page. */
export function drawWorld(canvas, view, countries) {
  const context = canvas.getContext("2d");
  const colours = coloursOf(canvas);
  const ratio = canvas.width / view.width;
  const box = view.box;
  const seen = countries.filter((country) => overlaps(country.box, box));

  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = colours.sea;
  context.fillRect(0, 0, view.width, view.height);
  drawGrid(context, view, colours);

  const [left, top] = view.toScreen([0, 0]);
  context.setTransform(ratio * view.scale, 0, 0, ratio * view.scale, ratio * left, ratio * top);
  context.lineWidth = 0.75 / view.scale;
  context.lineJoin = "round";
  context.fillStyle = colours.land;
  context.strokeStyle = colours.frontier;
  seen.forEach((country) => {
    context.fill(pathOf(country), "evenodd");
    context.stroke(pathOf(country));
  });

  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawNames(context, view, { countries: seen, colours });
}

/** Registered properties come as plain colours, whichever theme holds. */
function coloursOf(canvas) {
  const style = getComputedStyle(canvas);
  const names = ["sea", "land", "frontier", "grid", "place-name"];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`)]));
}

function pathOf(country) {
  let path = paths.get(country);
  if (path === undefined) {
    path = new Path2D();
    country.polygons.flat().forEach((points) => {
      points.forEach(([x, y], index) => (index === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
      path.closePath();
    });
    paths.set(country, path);
  }
  return path;
}

function overlaps(a, b) {
  return a.west <= b.east && a.east >= b.west && a.north <= b.south && a.south >= b.north;
}

function drawGrid(context, view, colours) {
  const pixelsPerDegree = view.scale / 360;
  const degrees = GRID_DEGREES.findLast((step) => step * pixelsPerDegree >= GRID_LEAST_PIXELS) ?? GRID_DEGREES[0];
  const lines = gridLines(degrees, view.box);
  context.strokeStyle = colours.grid;
  context.lineWidth = 1;
  context.beginPath();
  lines.x.map((x) => view.toScreen([x, 0])[0]).forEach((left) => {
    context.moveTo(left, 0);
    context.lineTo(left, view.height);
  });
  lines.y.map((y) => view.toScreen([0, y])[1]).forEach((top) => {
    context.moveTo(0, top);
    context.lineTo(view.width, top);
  });
  context.stroke();
}

function drawNames(context, view, { countries, colours }) {
  context.font = NAME_FONT;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = colours["place-name"];
  countries.forEach(({ name, mainBox }) => {
    const [left, top] = view.toScreen([mainBox.west, mainBox.north]);
    const [right, bottom] = view.toScreen([mainBox.east, mainBox.south]);
    if (context.measureText(name).width + 2 * NAME_MARGIN < right - left && bottom - top > 2 * NAME_MARGIN) {
      context.fillText(name, (left + right) / 2, (top + bottom) / 2);
    }
  });
}
