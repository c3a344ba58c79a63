// Edits a text as it will look. The plain field stays where there is no script.
const field = document.querySelector("textarea[data-editor]");
if (field && field.dataset.editor) {
  teach();
  import(field.dataset.editor).then((library) => start(field, library)).catch(() => {});
}

// Words of the language that the library speaks and Chromium 86 does not know.
function teach() {
  const lacking = (owner, name, value) => {
    if (!owner[name]) Object.defineProperty(owner, name, { value, configurable: true, writable: true });
  };
  function at(place) {
    const whole = Math.trunc(place) || 0;
    return this[whole < 0 ? this.length + whole : whole];
  }
  lacking(Array.prototype, "at", at);
  lacking(String.prototype, "at", at);
  lacking(Array.prototype, "findLast", function findLast(test, self) {
    for (let place = this.length - 1; place >= 0; place -= 1) {
      if (test.call(self, this[place], place, this)) return this[place];
    }
    return undefined;
  });
  lacking(Array.prototype, "toSorted", function toSorted(order) {
    return [...this].sort(order);
  });
  lacking(Object, "hasOwn", (owner, name) => Object.prototype.hasOwnProperty.call(owner, name));
  if ("popover" in HTMLElement.prototype) return;
  Object.defineProperty(HTMLElement.prototype, "popover", {
    set() {
      this.hidden = true;
      document.addEventListener("pointerdown", (press) => {
        if (!this.contains(press.target)) this.hidden = true;
      });
    },
  });
  HTMLElement.prototype.showPopover = function showPopover() {
    this.hidden = false;
  };
  HTMLElement.prototype.hidePopover = function hidePopover() {
    this.hidden = true;
  };
}

// What was typed as plain text, as paragraphs.
function paragraphs(text) {
  const held = document.createElement("div");
  for (const part of text.split(/\n\s*\n/)) {
    const paragraph = held.appendChild(document.createElement("p"));
    part.trim().split("\n").forEach((line, number) => {
      if (number) paragraph.append(document.createElement("br"));
      paragraph.append(line);
    });
  }
  return held.innerHTML;
}

function start(field, library) {
  const kind = field.form.elements.namedItem("form");
  const content = kind.value === "html" ? field.value : paragraphs(field.value);
  const frame = document.createElement("div");
  frame.className = "prose-editor gk-editor";
  field.before(frame);
  const editor = new library.Editor({
    element: frame,
    injectCSS: false,
    content,
    extensions: [
      library.Document, library.Paragraph, library.Text, library.HardBreak, library.History, library.Gapcursor,
      library.Bold, library.Italic, library.Subscript, library.Superscript, library.Link,
      library.Heading.configure({ levels: [2, 3, 4] }),
      library.BulletList, library.OrderedList, library.ListItem,
      library.Table, library.TableRow, library.TableHeader, library.TableCell,
      library.Image.configure({ inline: true }),
      library.NoSpellCheck, library.Menu,
    ],
    onUpdate({ editor: changed }) {
      field.value = changed.isEmpty ? "" : changed.getHTML();
      kind.value = "html";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  editor.on("create", () => translate(frame, field.dataset));
  const surface = frame.querySelector(".ProseMirror");
  const label = field.labels && field.labels[0];
  surface.setAttribute("role", "textbox");
  surface.setAttribute("aria-multiline", "true");
  if (label) {
    label.id = label.id || "editor-label";
    surface.setAttribute("aria-labelledby", label.id);
    label.addEventListener("click", () => editor.commands.focus());
  }
  surface.setAttribute("lang", "zh-Hans");
  field.hidden = true;
}

// The kinds of paragraph in the words of the page; the title of the text stands above its headings.
function translate(frame, { paragraph, heading }) {
  for (const option of frame.querySelectorAll(".prose-menubar p, .prose-menubar h2, .prose-menubar h3, .prose-menubar h4")) {
    const level = Number(option.tagName.slice(1));
    if (paragraph && heading) option.textContent = level ? `${heading} ${level - 1}` : paragraph;
  }
}
