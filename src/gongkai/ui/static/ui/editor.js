// Edits a text as it will look. The plain field stays where there is no script, or a browser too old for the library.
const field = document.querySelector("textarea[data-editor]");
const isAble = Array.prototype.at && Array.prototype.findLast && Object.hasOwn;
if (field && field.dataset.editor && isAble) {
  import(field.dataset.editor).then((library) => start(field, library)).catch(() => {});
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
