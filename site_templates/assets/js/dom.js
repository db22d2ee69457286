// Elements from names and words. Words are only ever put in as text.

/** An element with attributes, and in it texts and elements; what is false, null or undefined is left out. */
export function make(tag, attributes = {}, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...content.flat().filter((one) => one !== false && one !== null && one !== undefined));
  return element;
}

export const place = (id) => document.getElementById(id);
