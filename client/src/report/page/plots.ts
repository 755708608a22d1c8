import { axisX, axisY, barX, barY, gridX, gridY, plot, ruleX, ruleY, text } from "@observablehq/plot";
import type { Bar, Chart } from "../model/charts.ts";
import { type Drawing, isAllowed } from "../model/drawing.ts";
import { runsFromRight, spoken } from "../model/render.ts";

// Draws charts with Observable Plot, which makes plain SVG: text stays text, in the order of its script. Where the interface
// runs from the right, bars and time do so too.

/** CSS pixels. */
const ROW = 24;
const FONT = 12;
/** The longest name beside a bar, in characters; the whole one is in the table and where the pointer rests. */
const NAME = 26;

/** The margins at the beginning and at the end of lines, in the interface's direction. */
const margins = (start: number, end: number): { marginLeft: number; marginRight: number } =>
  runsFromRight() ? { marginLeft: end, marginRight: start } : { marginLeft: start, marginRight: end };

/** The side of an axis at the beginning of lines. */
const atStart = (): { anchor: "left" | "right" } => ({ anchor: runsFromRight() ? "right" : "left" });

/** @param width in CSS pixels */
export function svgOf(chart: Chart, width: number): SVGSVGElement {
  const tone = chart.harm === null ? "var(--bar)" : "var(--toll)";
  const drawn = chart.shape === "time" ? timePlot(chart, width, tone) : barPlot(chart, width, tone);
  // Plot's own style sheet, which the page's policy would not let in: the page's style has what it says.
  for (const style of drawn.querySelectorAll("style")) style.remove();
  for (const node of drawn.querySelectorAll("[aria-label], [aria-description]")) {
    node.removeAttribute("aria-label");
    node.removeAttribute("aria-description");
  }
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", spoken(chart));
  return drawn;
}

const common = (width: number) => ({
  className: "plot",
  width,
  style: { fontSize: `${FONT}px`, background: "none", overflow: "visible" },
});

function barPlot({ bars, shape }: Chart, width: number, tone: string): SVGSVGElement {
  // Places keep their order, and two that are cut alike their own rows.
  const at = (_: Bar, n: number): string => `${n}`;
  const names = bars.map(({ name }) => cut(name));
  const longest = Math.max(4, ...names.map((name) => [...name].length));
  const isShare = shape === "share";
  const number = isShare ? thousandths : whole;
  const least = Math.min(0, ...bars.map(({ value }) => value));
  const most = isShare ? 1 : Math.max(1, ...bars.map(({ value }) => value));
  return plot({
    ...common(width),
    height: bars.length * ROW + 34,
    ...margins(Math.min(width * 0.45, longest * FONT * 0.62 + 14), 56),
    marginTop: 6,
    marginBottom: 28,
    x: { domain: [least, most], nice: !isShare, reverse: runsFromRight() },
    y: { domain: bars.map((_, n) => `${n}`), padding: 0.25 },
    marks: [
      gridX({ stroke: "currentColor", strokeOpacity: 0.15, ticks: ticksIn(width) }),
      axisX({ ticks: ticksIn(width), tickFormat: number, label: null, fontSize: FONT, tickSize: 0 }),
      axisY({
        ...atStart(),
        tickFormat: (n: string) => names[Number(n)] ?? "",
        label: null,
        fontSize: FONT,
        tickSize: 0,
      }),
      barX(bars, { y: at, x: "value", fill: tone, title: titleOf }),
      text(bars, {
        y: at,
        // Behind the bar, or behind nought for one on the other side of it.
        x: ({ value }: Bar) => Math.max(0, value),
        text: ({ value }: Bar) => number(value),
        textAnchor: runsFromRight() ? "end" : "start",
        dx: runsFromRight() ? -4 : 4,
        fill: "currentColor",
        fontSize: FONT,
      }),
      ruleX([0], { stroke: "currentColor", strokeOpacity: 0.6 }),
    ],
  }) as SVGSVGElement;
}

function timePlot({ bars }: Chart, width: number, tone: string): SVGSVGElement {
  const every = Math.ceil(bars.length / Math.max(1, Math.floor(width / 90)));
  return plot({
    ...common(width),
    height: 260,
    ...margins(56, 16),
    marginTop: 12,
    marginBottom: 30,
    x: { domain: bars.map(({ name }) => name), padding: 0.15, reverse: runsFromRight() },
    y: { domain: [0, Math.max(1, ...bars.map(({ value }) => value))], nice: true },
    marks: [
      gridY({ stroke: "currentColor", strokeOpacity: 0.15, ticks: 5 }),
      axisY({ ...atStart(), ticks: 5, tickFormat: whole, label: null, fontSize: FONT, tickSize: 0 }),
      axisX({
        ticks: bars.flatMap(({ name }, n) => (n % every === 0 ? [name] : [])),
        tickFormat: (name: string) => name,
        label: null,
        fontSize: FONT,
        tickSize: 3,
      }),
      barY(bars, { x: "name", y: "value", fill: tone, title: titleOf }),
      ruleY([0], { stroke: "currentColor", strokeOpacity: 0.6 }),
    ],
  }) as SVGSVGElement;
}

const titleOf = ({ name, value }: Bar): string => `${name}: ${thousandths(value)}`;
const ticksIn = (width: number): number => Math.max(2, Math.floor(width / 160));

/** Numbers of things have no fractions, whatever an axis makes room for. */
const whole = (value: number): string => (Number.isInteger(value) ? value.toLocaleString("en") : "");
const thousandths = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: 3 });

function cut(name: string): string {
  const letters = [...name];
  return letters.length <= NAME ? name : `${letters.slice(0, NAME - 1).join("")}…`;
}

/** A chart as what may go into a file. */
export function drawingOf(node: Element): Drawing {
  const attributes = [...node.attributes].filter(({ name, value }) => isAllowed(name, value));
  const children = [...node.childNodes].flatMap((child): (Drawing | string)[] =>
    child instanceof Element ? [drawingOf(child)] : child instanceof Text ? [child.data] : [],
  );
  return {
    tag: node.tagName,
    attributes: Object.fromEntries(attributes.map(({ name, value }) => [name, value])),
    children,
  };
}
