// How hands move the map: dragging, the wheel, two fingers, double click, and the keys while it has the focus.

const KEY_PIXELS = 60;
const WHEEL_FACTOR = 0.0025;
/** Of a mouse wheel that counts in lines. */
const LINE_PIXELS = 16;

const KEYS = {
  ArrowLeft: (view) => view.move(-KEY_PIXELS, 0),
  ArrowRight: (view) => view.move(KEY_PIXELS, 0),
  ArrowUp: (view) => view.move(0, -KEY_PIXELS),
  ArrowDown: (view) => view.move(0, KEY_PIXELS),
  "+": (view) => view.zoom(2),
  "=": (view) => view.zoom(2),
  "-": (view) => view.zoom(0.5),
  0: (view) => view.showWorld(),
};

/** Moves this view by what is done to the element, and calls `onMove` then. */
export function watchGestures(root, view, onMove) {
  const canvas = root.querySelector("canvas");
  watchPointers(canvas, view, onMove);
  canvas.addEventListener("wheel", (event) => {
    // At both ends the page scrolls on.
    if (event.deltaY > 0 ? view.isWhole : view.isClosest) {
      return;
    }
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE_PIXELS);
    view.zoom(Math.exp(-pixels * WHEEL_FACTOR), [event.offsetX, event.offsetY]);
    onMove();
  }, { passive: false });
  canvas.addEventListener("dblclick", (event) => {
    view.zoom(2, [event.offsetX, event.offsetY]);
    onMove();
  });
  root.addEventListener("keydown", (event) => {
    const action = event.target === root && !event.ctrlKey && !event.metaKey && !event.altKey ? KEYS[event.key] : undefined;
    if (action) {
      event.preventDefault();
      action(view);
      onMove();
    }
  });
}

/** One pointer drags; two zoom by their distance around their middle. */
function watchPointers(canvas, view, onMove) {
  const pointers = new Map();
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button === 0) {
      canvas.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, [event.offsetX, event.offsetY]);
    }
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!pointers.has(event.pointerId)) {
      return;
    }
    const before = shape([...pointers.values()]);
    pointers.set(event.pointerId, [event.offsetX, event.offsetY]);
    const after = shape([...pointers.values()]);
    view.move(before.middle[0] - after.middle[0], before.middle[1] - after.middle[1]);
    if (before.size > 0 && after.size > 0) {
      view.zoom(after.size / before.size, after.middle);
    }
    onMove();
  });
  ["pointerup", "pointercancel"].forEach((type) =>
    canvas.addEventListener(type, (event) => pointers.delete(event.pointerId)));
}

/** The middle of the first two pointers and their distance, 0 of one. */
function shape([first, second = first]) {
  return {
    middle: [(first[0] + second[0]) / 2, (first[1] + second[1]) / 2],
    size: Math.hypot(first[0] - second[0], first[1] - second[1]),
  };
}
