// What lies under the pointer, the finger, or the middle of the map when the keyboard moves it.

const version = new URL(import.meta.url).search;
const { figureAt } = await import(`./shapes.mjs${version}`);

export class Inspector {
  constructor(owner) {
    this.owner = owner;
    this.map = owner.map;
    this.tip = add(owner.root, "div", "ga-map-tip");
    this.cross = add(owner.root, "div", "ga-map-cross");
    this.spoken = add(owner.root, "p", "ga-map-alt");
    this.spoken.setAttribute("aria-live", "polite");
    this.tip.hidden = this.cross.hidden = true;
    this.map.on("mousemove", (event) => this.hover(event));
    this.map.on("mouseout", () => this.hide());
    this.map.on("click", (event) => this.click(event));
    this.map.on("move", () => this.cross.hidden || this.middle());
    const canvas = this.map.getCanvas();
    canvas.addEventListener("focus", () => {
      if (!canvas.matches(":focus-visible")) return;
      this.cross.hidden = false;
      this.middle();
    });
    canvas.addEventListener("blur", () => {
      this.cross.hidden = true;
      this.hide();
    });
    canvas.addEventListener("keydown", (event) => this.key(event));
  }

  found(at) {
    const reach = 6;
    const box = [[at.x - reach, at.y - reach], [at.x + reach, at.y + reach]];
    const point = this.map.queryRenderedFeatures(box, { layers: ["points"] })[0];
    const area = this.map.queryRenderedFeatures([at.x, at.y], { layers: ["areas"] })[0];
    return { point: point?.id, area: area?.id };
  }

  hover({ point: at }) {
    const found = this.found(at);
    const lines = this.words(found);
    this.map.getCanvas().style.cursor = lines.length ? "pointer" : "";
    this.last = at;
    this.show(lines, at);
  }

  click({ point: at, lngLat, originalEvent: event }) {
    const found = this.found(at);
    if (event.pointerType === "touch" || matchMedia("(hover: none)").matches) {
      this.show(this.words(found), at);
    }
    const { data, shapes } = this.owner;
    this.owner.choose({
      point: found.point === undefined ? null : data.points[found.point][5],
      area: found.area === undefined ? null : shapes.features[found.area].properties.code,
      place: [round(lngLat.lng), round(lngLat.lat)],
      add: event.ctrlKey || event.metaKey || event.shiftKey,
    });
  }

  key(event) {
    if (event.key === "Escape") this.hide();
    if (event.key !== "Enter" || this.cross.hidden) return;
    const at = this.centre();
    this.click({ point: at, lngLat: this.map.unproject([at.x, at.y]), originalEvent: event });
  }

  middle() {
    const lines = this.words(this.found(this.centre()));
    this.show(lines, this.centre());
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      this.spoken.textContent = lines.length ? `${lines.join(". ")}. Enter chooses it.` : "";
    }, 400);
  }

  centre() {
    const canvas = this.map.getCanvas();
    return { x: canvas.clientWidth / 2, y: canvas.clientHeight / 2 };
  }

  // New figures under a pointer that rests.
  refresh() {
    if (!this.cross.hidden) this.middle();
    else if (!this.tip.hidden && this.last) this.show(this.words(this.found(this.last)), this.last);
  }

  words({ point, area }) {
    const { data, shapes } = this.owner;
    if (point !== undefined) {
      const [, , mark, , hollow, , name, note] = data.points[point];
      const lines = [name, data.marks[mark].label, note, hollow ? "Approximate point" : ""];
      return lines.filter(Boolean);
    }
    const feature = shapes.features[area];
    if (!feature) return [];
    const lines = [feature.properties.name];
    const step = parseInt(data.fills[area] ?? ".", 36);
    if (data.classes.length && !Number.isNaN(step)) lines.push(data.classes[step]);
    return [...lines, ...data.figures.flatMap((figure) => figureLines(figure, area))];
  }

  show(lines, at) {
    this.tip.hidden = !lines.length;
    if (!lines.length) return;
    this.tip.replaceChildren(...lines.map((line, i) => {
      const part = document.createElement(i ? "span" : "strong");
      part.textContent = line;
      return part;
    }));
    const { clientWidth: wide, clientHeight: high } = this.owner.root;
    const x = at.x + 14 + this.tip.offsetWidth > wide ? at.x - 14 - this.tip.offsetWidth : at.x + 14;
    const y = Math.min(at.y + 14, high - this.tip.offsetHeight - 4);
    this.tip.style.transform = `translate(${Math.max(x, 4)}px, ${Math.max(y, 4)}px)`;
  }

  hide() {
    this.tip.hidden = true;
    this.last = null;
  }
}

function figureLines(figure, index) {
  const say = (number) =>
    number.toLocaleString("en-GB", {
      minimumFractionDigits: figure.decimals,
      maximumFractionDigits: figure.decimals,
    });
  const head = figure.label ? `${figure.label}: ` : "";
  const value = figureAt(figure, "value", index);
  if (value === null) return [`${head}No value`];
  const lines = [`${head}${say(value)}${figure.suffix}`];
  const [lower, upper] = ["lower", "upper"].map((name) => figureAt(figure, name, index));
  if (lower !== null && upper !== null && lower !== upper) {
    lines.push(`Likely ${say(lower)} to ${say(upper)}${figure.suffix}`);
  }
  return lines;
}

function add(parent, tag, name) {
  const made = Object.assign(document.createElement(tag), { className: name });
  parent.appendChild(made);
  return made;
}

function round(degrees) {
  return Math.round(degrees * 1e5) / 1e5;
}
