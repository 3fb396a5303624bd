// Adds what a page without a script cannot do: sorting and filtering the table, and opening the parts that
// a link leads into. Neither a less-than sign nor an ampersand stands here, so that the page is well-formed XML.
(function () {
  "use strict";
  var order = { critical: 4, high: 3, moderate: 2, low: 1 };
  var table = document.getElementById("vendor-table");
  if (table) { setUp(table); }

  function setUp(table) {
    var body = table.tBodies[0];
    var heads = Array.from(table.tHead.rows[0].cells);
    var rows = Array.from(body.rows).map(function (row, index) {
      return { row: row, index: index, text: fold(row.textContent), rating: ratingOf(row) };
    });
    heads.forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", function () { sort(head, column); });
    });

    function sort(head, column) {
      var kind = head.getAttribute("data-sort");
      var now = head.getAttribute("aria-sort");
      var down = now ? now === "ascending" : kind !== "text";
      heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      var keyed = rows.map(function (entry) {
        return { entry: entry, key: key(entry.row.cells[column], kind) };
      });
      keyed.sort(function (a, b) {
        var difference = kind === "text" ? a.key.localeCompare(b.key, "en") : a.key - b.key;
        return (down ? -difference : difference) || a.entry.index - b.entry.index;
      });
      keyed.forEach(function (item) { body.appendChild(item.entry.row); });
    }

    var text = document.getElementById("filter-text");
    var rating = document.getElementById("filter-rating");
    var status = document.getElementById("filter-status");
    function filter() {
      var wanted = fold(text.value.trim());
      var shown = 0;
      rows.forEach(function (entry) {
        var fits = entry.text.includes(wanted);
        if (rating.value) { fits = fits ? entry.rating === rating.value : false; }
        entry.row.hidden = !fits;
        if (fits) { shown += 1; }
      });
      status.textContent = shown === rows.length ? "" : shown + " of " + rows.length + " rows";
    }
    text.addEventListener("input", filter);
    rating.addEventListener("change", filter);
    document.querySelector(".controls").hidden = false;
    // A reloaded page keeps what was typed.
    if (text.value || rating.value) { filter(); }
  }

  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }
  function ratingOf(row) {
    var chip = row.querySelector(".chip");
    return chip ? chip.textContent.trim() : "";
  }
  function key(cell, kind) {
    if (kind === "rating") { return order[ratingOf(cell)] || 0; }
    if (kind === "number") { return parseFloat(cell.textContent) || 0; }
    return cell.textContent.trim();
  }

  function reveal() {
    var name = location.hash.slice(1);
    var target = name ? document.getElementById(name) : null;
    for (var part = target; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") { part.open = true; }
    }
    var title = target ? document.getElementById(name + "-name") : null;
    if (title) { title.focus({ preventScroll: true }); }
  }
  window.addEventListener("hashchange", reveal);
  reveal();

  // Paper cannot be clicked: everything is opened for it, and closed again as it was.
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = Array.from(document.querySelectorAll("details:not([open])"));
    closed.forEach(function (part) { part.open = true; });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (part) { part.open = false; });
    closed = [];
  });
}());
