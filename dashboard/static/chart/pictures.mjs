// Two buttons that save a chart of the page as a picture, without any server.
//
// Plotly draws the picture itself; its own button saves one format, so the format is set before that
// button is pressed for the visitor.

const MISSING = "The chart is not drawn yet. Wait a moment and press the button again.";
const SAVED = "The picture was saved.";
const SCALE = { png: 2, svg: 1 };

export default function ({ data, parentElement }) {
  let box = parentElement.querySelector(".ga-buttons");
  if (!box) {
    box = document.createElement("div");
    box.className = "ga-buttons";
    parentElement.append(box);
  }
  const said = document.createElement("span");
  said.className = "ga-said";
  said.setAttribute("role", "status");
  const buttons = ["png", "svg"].map((format) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = format.toUpperCase();
    button.setAttribute("aria-label", `${format.toUpperCase()}: picture of ${data.what}`);
    button.onclick = () => {
      said.textContent = save(data, format) ? SAVED : MISSING;
    };
    return button;
  });
  box.replaceChildren(...buttons, said);
}

function save({ chart, file, width }, format) {
  const drawn = document.querySelectorAll(`[class*="st-key-${CSS.escape(chart)}"] .js-plotly-plot`);
  const graph = [...drawn].find((one) => one.offsetParent !== null);
  const own = graph?.querySelector(".modebar-btn");
  if (!own) return false;
  const height = graph._fullLayout.height;
  graph._context.toImageButtonOptions = { format, filename: file, width, height, scale: SCALE[format] };
  own.click();
  return true;
}
