// A map of areas and points on MapLibre, as a component of the page.
//
// The server sends what changes (one character and a few figures an area); the shapes come by
// address and are kept. One instance lives as long as its element does, so the zoom and the position
// stay when the figures change.

const version = new URL(import.meta.url).search;
const library = new URL("../vendor/maplibre-gl-6.17.0/", import.meta.url);
const [maplibre, { buildStyle, restyle }, { paint, single, loadShapes, loadPoints, boundsOf }, { addMarks }, { Inspector }, { join, leave }] =
  await Promise.all([
    import(new URL("maplibre-gl.mjs", library)),
    import(`./style.mjs${version}`),
    import(`./shapes.mjs${version}`),
    import(`./marks.mjs${version}`),
    import(`./inspect.mjs${version}`),
    import(`./link.mjs${version}`),
  ]);
maplibre.setWorkerUrl(new URL("maplibre-gl-worker.mjs", library).href);

const NO_WEBGL =
  "This browser cannot draw the map: it needs WebGL, which is off or missing. Choose an area by its " +
  "name instead; the table and the sentences on this page hold the same figures.";
const NO_SHAPES =
  "The shapes of the map could not be fetched. Check the connection and reload the page. The table " +
  "and the sentences on this page hold the same figures.";
const WAIT = "Drawing the map";
const instances = new WeakMap();
const cameras = new Map();

export default async function ({ data, parentElement, setTriggerValue }) {
  let shown = instances.get(parentElement);
  if (!shown) {
    shown = new GapMap(parentElement);
    instances.set(parentElement, shown);
  }
  shown.send = setTriggerValue;
  await shown.update(data);
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
    addStyle(new URL("maplibre-gl.css", library).href);
    addStyle(new URL(`gap_map.css${version}`, import.meta.url).href);
    parent.appendChild(this.root);
    this.say(WAIT);
    this.turn = 0;
    this.painted = [];
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
    let shapes, land, outlines, points;
    try {
      [shapes, land, outlines, points] = await Promise.all([
        ...[data.shapes, data.land, data.outlines].map(loadShapes),
        loadPoints(data),
      ]);
    } catch {
      return this.fail(NO_SHAPES);
    }
    if (turn !== this.turn) return;
    this.data = data = { ...data, points };
    this.shapes = shapes;
    if (!this.map) await this.start(data, shapes);
    if (turn !== this.turn) return;
    this.draw(data, shapes, land, outlines);
  }

  fail(words) {
    this.say(words);
    this.root.dataset.state = "failed";
  }

  async start(data, shapes) {
    const known = cameras.get(data.id);
    const remembered = known && known.view === data.view.id ? known.camera : null;
    this.map = new maplibre.Map({
      container: this.root.querySelector(".ga-map-canvas"),
      style: buildStyle(),
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
    this.inspector = new Inspector(this);
    await new Promise((done) => this.map.once("load", done));
  }

  draw(data, shapes, land, outlines) {
    const map = this.map;
    const canvas = map.getCanvas();
    canvas.setAttribute("aria-label", data.alt);
    this.setSource("areas", shapes);
    this.setSource("land", land);
    this.setSource("outlines", outlines);
    addMarks(map, data.marks);
    restyle(map, this.sheet, data.land_colour || this.sheet.land, wantsContrast());
    this.painted = paint(map, data, shapes, this.fresh ? [] : this.painted);
    this.fresh = false;
    single(map, data, shapes, this.painted);
    this.setPoints(data);
    this.moveTo(data, shapes);
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

  setSource(name, shapes) {
    const source = this.map.getSource(name);
    if (source.shown === shapes) return;
    source.shown = shapes;
    source.setData(shapes ?? { type: "FeatureCollection", features: [] });
    if (name === "areas") {
      this.map.removeFeatureState({ source: "areas" });
      this.fresh = true;
    }
  }

  setPoints(data) {
    const source = this.map.getSource("points");
    const holds = JSON.stringify(data.points);
    if (source.holds === holds) return;
    source.holds = holds;
    source.setData(pointFeatures(data));
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

function addStyle(href) {
  if (document.querySelector(`link[href="${href}"]`)) return;
  document.head.appendChild(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
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

function pointFeatures(data) {
  const features = data.points.map(([lon, lat, mark, size, hollow], id) => ({
    type: "Feature",
    id,
    properties: { image: `${hollow ? "hollow" : "solid"}-${mark}`, size, order: -size },
    geometry: { type: "Point", coordinates: [lon, lat] },
  }));
  return { type: "FeatureCollection", features };
}
