// A student's Markdown on our pages: what it means, and nothing that leads out of it.
import assert from "node:assert/strict";
import { prose } from "../../../../src/grader/page/index.ts";
import { hostile } from "../made-up-class.ts";

const shown = (text: string) =>
  prose(text)
    .text.replace(/^<div class="prose">|<\/div>$/g, "")
    .replace(/\n/g, "")
    .replace(
      /&#(\d+);/g,
      (_, code) => ({ "<": "&lt;", ">": "&gt;" })[String.fromCharCode(code)] ?? String.fromCharCode(code),
    );

describe("a written answer on a page", () => {
  it("has paragraphs, lines, emphasis, code and lists", () => {
    assert.equal(
      shown("It is **bounded** by *c*,\nsay `tanh`.\n\n1. one\n2. two\n   - [x] three"),
      "<p>It is <strong>bounded</strong> by <em>c</em>,<br>say <code>tanh</code>.</p>" +
        "<ol><li>one</li><li>two<ul><li>☑ three</li></ul></li></ol>",
    );
    assert.equal(shown("# Why\n\n> *so*"), "<p><strong>Why</strong></p><blockquote><p><em>so</em></p></blockquote>");
    assert.equal(shown("```ts\na < b\n```"), "<pre>a &lt; b</pre>");
    assert.match(shown("|a|b|\n|-|-|\n|1|`2`|"), /<td><strong>a<\/strong><\/td>.*<td>1<\/td><td><code>2<\/code><\/td>/);
  });

  it("keeps the lines of a text in a program, where indented ones are no code", () => {
    assert.equal(shown("First line,\n    the second one"), "<p>First line,<br>the second one</p>");
    assert.equal(shown("    all of it is\n    indented"), "<p>    all of it is<br>indented</p>");
  });

  it("draws formulas between dollars as MathML, and leaves sums of money alone", () => {
    assert.equal(shown("$1.12^{93}$ is large"), "<p><math><msup><mn>1.12</mn><mn>93</mn></msup></math> is large</p>");
    const block = shown("so\n$$\\frac{a_1}{b}$$");
    assert.match(
      block,
      /^<p>so<br><math display="block"><mfrac><msub><mi>a<\/mi><mn>1<\/mn><\/msub><mi>b<\/mi><\/mfrac><\/math><\/p>$/,
    );
    // What emphasis would be outside of it.
    assert.match(shown("$a_i * b_i * c_i$"), /^<p><math>.*<\/math><\/p>$/);
    assert.equal(shown("$5 and $6"), "<p>$5 and $6</p>");
    assert.equal(shown("\\$y\\$ is `$x$`"), "<p>$y$ is <code>$x$</code></p>");
  });

  it("shows a formula that is none as it was written, and none that leads elsewhere", () => {
    assert.equal(shown("$\\frac{$"), "<p><code>\\frac{</code></p>");
    for (const tex of [
      "\\href{javascript:alert(1)}{x}",
      "\\includegraphics{https://example.org/x.png}",
      "\\def\\a{\\a\\a}\\a",
    ])
      assert.match(shown(`$${tex}$`), /^<p><code>\\/, tex);
    const large = shown("$\\color{red}{x}\\rule{1000em}{1000em}\\raisebox{100em}{y}$");
    assert.match(large, /^<p><math>.* width="10em" height="10em"/);
    assert.doesNotMatch(large, /1000em|100em| style=/);
  });

  it("makes no markup of what was written: HTML, links and pictures are texts", () => {
    assert.equal(
      shown("<b>all passed</b> [here](javascript:alert(1)) ![p](https://example.org/x.png) <https://example.org>"),
      "<p>&lt;b&gt;all passed&lt;/b&gt; here (javascript:alert(1)) ![p](https://example.org/x.png) https://example.org</p>",
    );
    const allowed = /^(div|p|br|hr|strong|em|del|code|pre|ul|ol|li|blockquote|table|tbody|tr|td|math|m[a-z]+)$/;
    for (const text of [
      ...hostile,
      `\`\`\`"><script>x</script>\n</pre><script>`,
      "$\\text{<script>}$",
      "|<i>|\n|-|\n|<u>|",
    ])
      for (const [, name] of prose(text).text.matchAll(/<\/?([^\s>/]+)/g)) assert.match(name!, allowed, text);
  });

  it("stands as it is where it nests too deep", () => {
    const deep = `${"> ".repeat(60)}x`;
    assert.match(prose(deep).text, /^<pre class="prose">&#62; /);
    assert.match(prose(`${">".repeat(20_000)}x`).text, /^<pre class="prose">/);
    assert.match(prose("*a **b ".repeat(2000)).text, /^<(div|pre) class="prose">/);
  });
});
