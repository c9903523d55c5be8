// For people who asked their system for less motion. The library then goes to a place at once by itself,
// except after the wheel, where it would glide.

const RATES = { wheel: 1 / 450, pad: 1 / 100 }; // as the library has them
const LINE = 40; // pixels

export function keepStill(map) {
  map.on("wheel", (event) => {
    const wheel = event.originalEvent;
    // Without Ctrl the page scrolls, and the library says how to zoom.
    if (!wheel.ctrlKey || !matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    event.preventDefault();
    wheel.preventDefault();
    const box = map.getCanvas().getBoundingClientRect();
    const around = map.unproject([wheel.clientX - box.x, wheel.clientY - box.y]);
    map.easeTo({ zoom: map.getZoom() + stepOf(wheel), around, duration: 0 });
  });
}

function stepOf({ deltaY, deltaMode }) {
  const delta = deltaMode === WheelEvent.DOM_DELTA_LINE ? deltaY * LINE : deltaY;
  const rate = Math.abs(delta) > 4 ? RATES.wheel : RATES.pad;
  return -Math.sign(delta) * Math.log2(2 / (1 + Math.exp(-Math.abs(delta) * rate)));
}
