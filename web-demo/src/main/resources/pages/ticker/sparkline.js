// A line of the last prices on a canvas, as sharp as the screen. Colours come from the style sheet.

const WIDTH = 120;
const HEIGHT = 20;
const MARGIN = 2.5;

/**
 * Where the prices lie on a canvas of `width` by `height`: the newest at the right edge, `capacity` of them fill it,
 * the lowest at the bottom and the highest at the top; a flat line runs through the middle.
 * @returns {Array<[number, number]>} x and y from the top left corner
 */
export function sparkPoints(prices, capacity, { width, height, margin }) {
  const low = Math.min(...prices);
  const range = Math.max(...prices) - low;
  const step = (width - 2 * margin) / (capacity - 1);
  return prices.map((price, index) => [
    width - margin - (prices.length - 1 - index) * step,
    range === 0 ? height / 2 : height - margin - ((price - low) / range) * (height - 2 * margin),
  ]);
}

/** Draws the prices in one colour. Safe to call again after the page moved to another screen or was zoomed. */
export function drawSparkline(canvas, prices, capacity, colour) {
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round(WIDTH * scale);
  canvas.height = Math.round(HEIGHT * scale);
  if (prices.length === 0) {
    return;
  }
  const points = sparkPoints(prices, capacity, { width: WIDTH, height: HEIGHT, margin: MARGIN });
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  pen.strokeStyle = colour;
  pen.fillStyle = colour;
  pen.lineWidth = 1.5;
  pen.lineJoin = "round";
  pen.beginPath();
  points.forEach(([x, y]) => pen.lineTo(x, y));
  pen.stroke();
  const [x, y] = points[points.length - 1];
  pen.beginPath();
  pen.arc(x, y, 2, 0, 2 * Math.PI);
  pen.fill();
}
