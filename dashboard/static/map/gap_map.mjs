// A map of areas and points on MapLibre, as a component of the page.
//
// The server sends what changes (one character and a few figures an area); the shapes come by
// address and are kept. One instance lives as long as its element does, so the zoom and the position
// stay when the figures change.

const version = new URL(import.meta.url).search;
const folder = new URL("../vendor/maplibre-gl-6.17.0/", import.meta.url);
// By far the largest: it is asked for first, and everything else is fetched while it comes.
const library = import(new URL("maplibre-gl.mjs", folder)).then((maplibre) => {
  maplibre.setWorkerUrl(new URL("maplibre-gl-worker.mjs", folder).href);
  maplibre.prewarm();
  return maplibre;
});
library.catch(() => {}); // said where it is waited for
const styles = Promise.all(
  [new URL("maplibre-gl.css", folder), new URL(`gap_map.css${version}`, import.meta.url)].map(addStyle),
);
const [{ CACHE, loadShapes, loadPoints, boundsOf }, { coloursOf, hatchedOf, contentsOf, fill, paint },
  { buildStyle, restyle }, { addMarks }, { Inspector }, { join, leave }, { keepStill }] = await Promise.all(
  ["shapes", "sources", "style", "marks", "inspect", "link", "motion"].map((name) => import(`./${name}.mjs${version}`)),
);

const NO_WEBGL =
  "This browser cannot draw the map: it needs WebGL, which is off or missing. Choose an area by its " +
  "name instead; the table and the sentences on this page hold the same figures.";
const NO_FILES =
  "The files of the map could not be fetched. Check the connection and reload the page. The table " +
  "and the sentences on this page hold the same figures.";
const WAIT = "Drawing the map";
// Until everything has arrived the map draws itself once for each part of it, unseen: on few pixels.
const UNSEEN = 0.05;
const instances = new WeakMap();
const cameras = new Map();

export default async function ({ data, parentElement, setTriggerValue }) {
  let shown = instances.get(parentElement);
  if (!shown) {
    shown = new GapMap(parentElement);
    instances.set(parentElement, shown);
  }
  shown.send = setTriggerValue;
  await shown.update(JSON.parse(new TextDecoder().decode(data)));
  return () => {
    shown.remove();
    instances.delete(parentElement);
  };
}

class GapMap {
  constructor(parent) {
    this.root = document.createElement("div");
    this.root.className = "ga-map";
    this.root.innerHTML =
      '<div class="ga-map-canvas"></div><p class="ga-map-words" role="status"></p>' +
      '<p class="ga-map-alt"></p>';
    parent.appendChild(this.root);
    this.say(WAIT);
    this.turn = 0;
  }

  say(words) {
    const line = this.root.querySelector(".ga-map-words");
    line.textContent = words;
    line.hidden = !words;
  }

  async update(data) {
    const turn = ++this.turn;
    this.root.gapTurn = turn; // for the tests of the page, as is the map itself
    this.root.dataset.state = "drawing";
    this.root.style.setProperty("--map-height", `${data.height}px`);
    this.sheet = themeOf(this.root, data);
    for (const [name, colour] of Object.entries(this.sheet)) {
      this.root.style.setProperty(`--map-${name}`, colour);
    }
    this.root.querySelector(".ga-map-alt").textContent = data.alt;
    if (!this.map && !hasWebGL()) return this.fail(NO_WEBGL);
    let maplibre, loaded;
    try {
      [maplibre, loaded] = await Promise.all([library, load(data), styles]);
    } catch {
      return this.fail(NO_FILES);
    }
    if (turn !== this.turn) return;
    const next = { data: { ...data, points: loaded.points }, shapes: loaded.shapes };
    const colours = coloursOf(data, loaded.shapes);
    const before = this.painted?.shapes === loaded.shapes ? this.painted : { colours: [], hatched: [] };
    const hatched = hatchedOf(colours, before.hatched);
    const contents = contentsOf(data, loaded, hatched);
    await (this.started ??= this.start(maplibre, contents, next));
    if (turn !== this.turn) return;
    this.prepare(next);
    await fill(this.map, contents);
    if (turn !== this.turn) return;
    Object.assign(this, next);
    this.draw({ colours, hatched, shapes: loaded.shapes }, before);
  }

  fail(words) {
    this.say(words);
    this.root.dataset.state = "failed";
  }

  async start(maplibre, contents, { data, shapes }) {
    const known = cameras.get(data.id);
    const remembered = known && known.view === data.view.id ? known.camera : null;
    this.map = new maplibre.Map({
      container: this.root.querySelector(".ga-map-canvas"),
      style: buildStyle(contents),
      transformRequest: (url) => ({ url, cache: CACHE }),
      ...(remembered ?? { bounds: viewBounds(data, shapes), fitBoundsOptions: { padding: 10 } }),
      maxBounds: [[-32, 40], [26, 68]],
      minZoom: 3.2,
      maxZoom: 14,
      attributionControl: false,
      cooperativeGestures: true,
      boxZoom: false, // Shift and a click pick an area out
      dragRotate: false,
      pitchWithRotate: false,
      renderWorldCopies: false,
      fadeDuration: 0,
      pixelRatio: UNSEEN,
      locale: {
        "NavigationControl.ZoomIn": "Zoom in",
        "NavigationControl.ZoomOut": "Zoom out",
        "CooperativeGesturesHandler.WindowsHelpText": "Hold Ctrl and scroll to zoom the map",
        "CooperativeGesturesHandler.MacHelpText": "Hold ⌘ and scroll to zoom the map",
        "CooperativeGesturesHandler.MobileHelpText": "Use two fingers to move the map",
      },
    });
    this.view = data.view.id;
    this.root.gapMap = this.map;
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
    this.map.on("moveend", () => this.remember());
    keepStill(this.map);
    this.inspector = new Inspector(this);
    this.map.once("load", () => {
      this.map.setPixelRatio(undefined);
      this.root.classList.add("ga-map-drawn");
    });
    await new Promise((done) => this.map.once("style.load", done));
    for (const [name, { key }] of Object.entries(contents)) this.map.getSource(name).holds = key;
  }

  // What other areas and services are drawn with, and where.
  prepare({ data, shapes }) {
    addMarks(this.map, data.marks);
    restyle(this.map, this.sheet, data.land_colour || this.sheet.land, wantsContrast());
    this.moveTo(data, shapes);
  }

  draw(painted, before) {
    const { map, data } = this;
    map.getCanvas().setAttribute("aria-label", data.alt);
    paint(map, painted, before.colours);
    this.painted = painted;
    if (this.linked !== data.link) {
      if (this.linked) leave(this.linked, map);
      if (data.link) join(data.link, map);
      this.linked = data.link;
    }
    this.inspector.refresh();
    const turn = this.turn;
    map.once("idle", () => {
      if (turn !== this.turn) return;
      this.say("");
      this.root.dataset.state = "idle";
    });
    map.triggerRepaint();
  }

  // The map moves only when another place is asked for, and not to an area that was clicked on it:
  // the person is looking at it.
  moveTo(data, shapes) {
    if (this.view === data.view.id) return;
    const clicked = this.clicked && data.view.id === `area:${this.clicked}`;
    this.view = data.view.id;
    this.clicked = null;
    if (!clicked) this.map.fitBounds(viewBounds(data, shapes), { padding: 10, duration: 600 });
    this.remember();
  }

  remember() {
    const { lng, lat } = this.map.getCenter();
    const camera = { center: [lng, lat], zoom: this.map.getZoom() };
    if (this.data) cameras.set(this.data.id, { view: this.view, camera });
  }

  choose({ area, point, place, add }) {
    if (area && !add) this.clicked = area;
    this.send("clicked", { area, point, place, add });
  }

  remove() {
    this.turn += 1;
    if (this.linked) leave(this.linked, this.map);
    this.map?.remove();
    this.root.remove();
  }
}

async function load(data) {
  const [shapes, land, outlines, points] = await Promise.all([
    ...[data.shapes, data.land, data.outlines].map(loadShapes),
    loadPoints(data),
  ]);
  return { shapes, land, outlines, points };
}

// The map takes its size from its style.
function addStyle({ href }) {
  if (document.querySelector(`link[href="${href}"]`)) return null;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  return new Promise((done, failed) => {
    link.onload = done;
    link.onerror = failed;
    document.head.appendChild(link);
  });
}

function hasWebGL() {
  return Boolean(document.createElement("canvas").getContext("webgl2"));
}

function wantsContrast() {
  return matchMedia("(prefers-contrast: more)").matches || matchMedia("(forced-colors: active)").matches;
}

// Every colour of the sheet comes as a pair for the light and the dark page.
function themeOf(root, data) {
  const dark = getComputedStyle(root).colorScheme.includes("dark") ? 1 : 0;
  return Object.fromEntries(Object.entries(data.sheet).map(([name, pair]) => [name, pair[dark]]));
}

function viewBounds(data, shapes) {
  return data.view.bounds ?? boundsOf(shapes);
}
