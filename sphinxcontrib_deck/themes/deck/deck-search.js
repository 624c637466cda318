// @ts-check
/**
 * Sphinx's search finds words by page; a deck must open at the slide that has them.
 */

const DeckSearch = (function () {
  "use strict";

  const Reveal = /** @type {RevealApi} */ (/** @type {any} */ (window).Reveal);

  /** Where a word begins and ends, in any script. */
  const START = "(?<![\\p{L}\\p{N}_])";
  const END = "(?![\\p{L}\\p{N}_])";

  /** How many letters two forms of a word have in common at least. */
  const STEM = 3;

  /** What the reader searched for: Sphinx's search leaves it here, or in older pages' query. */
  function searchedWords() {
    let words = new URLSearchParams(location.search).get("highlight") || "";
    try {
      words = words || localStorage.getItem("sphinx_highlight_terms") || "";
      localStorage.removeItem("sphinx_highlight_terms");
    } catch {
      // no storage, no words
    }
    return words.split(/\s+/).filter(Boolean);
  }

  /**
   * The pieces of text on a slide, and its name. Notes aren't searched.
   * @param {HTMLElement} slide
   */
  function textsOf(slide) {
    const texts = [];
    const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
    return [...texts.filter((text) => !text.parentElement?.closest(".notes")), new Text(slide.id)];
  }

  /**
   * How a word is in the deck: as it stands, else as the start of another, else within one.
   * The search knows stems, so else a word that begins alike ("growing", "grows").
   * @param {string} word
   * @param {Text[]} texts
   */
  function patternOf(word, texts) {
    const quoted = [...word].map((letter) => letter.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&"));
    const whole = quoted.join("");
    const sources = [START + whole + END, START + whole, whole];
    for (let length = quoted.length - 1; length >= STEM; length -= 1) sources.push(START + quoted.slice(0, length).join(""));
    const patterns = sources.map((source) => new RegExp(source, "giu"));
    return patterns.find((pattern) => texts.some((text) => text.data.search(pattern) >= 0));
  }

  /**
   * The first slide that has most of the words, and where. They are marked in all the deck.
   * @param {string[]} words
   * @returns {Place | null}
   */
  function slideWith(words) {
    const slides = words.length ? Reveal.getSlides() : [];
    const texts = new Map(slides.map((slide) => [slide, textsOf(slide)]));
    const all = [...texts.values()].flat();
    const patterns = words.flatMap((word) => patternOf(word, all) || []);
    mark(all, patterns);
    /** @type {Place | null} */
    let best = null;
    let most = 0;
    for (const [slide, own] of texts) {
      const hits = patterns.flatMap((pattern) => own.find((text) => text.data.search(pattern) >= 0) || []);
      if (hits.length > most) best = { slide, target: hits[0].parentElement };
      most = Math.max(most, hits.length);
    }
    return best;
  }

  /**
   * @param {Text[]} texts
   * @param {RegExp[]} patterns
   */
  function mark(texts, patterns) {
    const ranges = texts.filter((text) => text.isConnected).flatMap((text) =>
      patterns.flatMap((pattern) =>
        [...text.data.matchAll(pattern)].map(({ index, 0: { length } }) => {
          const node = { startContainer: text, endContainer: text };
          return new StaticRange({ ...node, startOffset: index, endOffset: index + length });
        }),
      ),
    );
    if (ranges.length) CSS.highlights?.set("deck-search", new Highlight(...ranges));
  }

  return { searchedWords, slideWith };
})();
