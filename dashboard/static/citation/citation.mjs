// Words to cite, with a button that copies them.

const COPIED = "Copied.";
const SELECTED = "The words are selected and can be copied.";

export default function ({ data, parentElement }) {
  const box = parentElement.querySelector(".ga-buttons") ?? build(parentElement);
  const [words, , said] = box.children;
  if (words.textContent === data.words) return;
  words.textContent = data.words;
  said.textContent = "";
}

function build(parent) {
  const box = Object.assign(document.createElement("div"), { className: "ga-buttons" });
  const words = Object.assign(document.createElement("p"), { className: "ga-cite" });
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Copy" });
  button.setAttribute("aria-label", "Copy the citation");
  const said = Object.assign(document.createElement("span"), { className: "ga-said" });
  said.setAttribute("role", "status");
  button.onclick = async () => {
    said.textContent = await copy(words);
  };
  box.append(words, button, said);
  parent.append(box);
  return box;
}

// Browsers let a page copy only over HTTPS or from the same machine; elsewhere the words are selected.
async function copy(words) {
  try {
    await navigator.clipboard.writeText(words.textContent);
    return COPIED;
  } catch {
    getSelection().selectAllChildren(words);
    return SELECTED;
  }
}
