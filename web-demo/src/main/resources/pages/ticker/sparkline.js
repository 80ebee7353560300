// A line of the last prices on a canvas, as sharp as the screen. Decoration: the numbers beside it say the same.

import { HISTORY } from "./quote.js";

const WIDTH = 120;
const HEIGHT = 20;
const MARGIN = 2.5;
const STEP = (WIDTH - 2 * MARGIN) / (HISTORY - 1);

/**
 * Draws the history of a quote in one colour: the newest price at the right edge, the lowest at the bottom and the highest
 * at the top; a flat line runs through the middle. Safe to call again after the page moved to another screen or was zoomed.
 */
export function drawSparkline(canvas, quote, colour) {
  const pen = canvas.getContext("2d");
  const scale = window.devicePixelRatio || 1;
  // Setting a size, even the same, throws the canvas' memory away.
  if (canvas.width !== Math.round(WIDTH * scale)) {
    canvas.width = Math.round(WIDTH * scale);
    canvas.height = Math.round(HEIGHT * scale);
  }
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, WIDTH, HEIGHT);
  const { count } = quote;
  if (count === 0) {
    return;
  }
  let low = quote.past(0);
  let high = low;
  for (let i = 1; i < count; i++) {
    const price = quote.past(i);
    low = Math.min(low, price);
    high = Math.max(high, price);
  }
  const rise = high === low ? 0 : (HEIGHT - 2 * MARGIN) / (high - low);
  const bottom = high === low ? HEIGHT / 2 : HEIGHT - MARGIN;
  pen.strokeStyle = colour;
  pen.fillStyle = colour;
  pen.lineWidth = 1.5;
  pen.lineJoin = "round";
  pen.beginPath();
  let y = bottom;
  for (let i = 0; i < count; i++) {
    y = bottom - (quote.past(i) - low) * rise;
    pen.lineTo(WIDTH - MARGIN - (count - 1 - i) * STEP, y);
  }
  pen.stroke();
  pen.beginPath();
  pen.arc(WIDTH - MARGIN, y, 2, 0, 2 * Math.PI);
  pen.fill();
}
