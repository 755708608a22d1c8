import { jsonLine } from "../annotations/json.ts";
import { type Attribute, type AttributeValue, FIGURE } from "../annotations/tagset.ts";
import { figureStatuses, harms, qualifiers, scopes, victimTypes } from "../detect/detection.ts";
import type { Span } from "../text/span.ts";
import {
  type DatasetArticle,
  type DatasetEntity,
  type DatasetFigure,
  inDatasetOrder,
  labelOf,
} from "./article.ts";
import type { Exporter, Rendered } from "./exporter.ts";
import { type DatasetTags, datasetTags } from "./labels.ts";
import { pointsOf } from "./points.ts";
import { escapeXml } from "./xml.ts";

type Annotation = DatasetEntity | DatasetFigure;
type Result = Record<string, unknown>;

const ROLES = ["victim", "perpetrator", "place", "source", "partOf", "sameAs", "conflictsWith"] as const;
const NUMBERS = ["min", "max"] as const;
const CHOICES = {
  qualifier: qualifiers,
  victimType: victimTypes,
  scope: scopes,
  status: figureStatuses,
} as const;
const TEXTS = ["victims", "perpetrator", "place", "date", "source"] as const;

/**
 * Label Studio: an array of tasks, offsets in code points; what was decided as an annotation, suggestions as a
 * prediction with its score and the detector as `model_version`. The fields of a figure are further results of its
 * region. `label_config.xml` beside it is the project's labelling setup; the names in it are those of the results.
 */
export const labelStudio: Exporter = {
  name: "labelstudio",
  about: "Label Studio: JSON tasks with label_config.xml; suggestions as predictions",
  rejected: false,
  textless: false,
  start({ detector }) {
    const files = new Set<string>();
    const tags = datasetTags();
    return {
      add(article, part) {
        const file = `${part}.json`;
        const before = files.has(file) ? ",\n" : "[\n";
        files.add(file);
        tags.take(article);
        const { task, annotations } = taskOf(article, detector, tags);
        return {
          pieces: [{ file, content: before + jsonLine(task) }],
          annotations,
          leftOut: [],
        } satisfies Rendered;
      },
      finish: () => [
        ...[...files].map((file) => ({ file, content: "\n]\n", whole: true }) as const),
        { file: "label_config.xml", content: labelConfig(tags), whole: true },
      ],
    };
  },
};

function taskOf(
  article: DatasetArticle,
  detector: string,
  tags: DatasetTags,
): { task: object; annotations: number } {
  const all: Annotation[] = [...article.entities, ...article.figures].sort(inDatasetOrder);
  const decided = all.filter(({ review }) => review !== "suggested");
  const suggested = all.filter(({ review }) => review === "suggested");
  const at = pointsOf(article);
  const results = (some: readonly Annotation[]): Result[] => {
    const among = new Set(some.map(({ id }) => id));
    return some.flatMap((one) => regionOf(article.text, at, one, among, tags));
  };
  const scores = suggested.map(({ confidence }) => confidence ?? 0);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return {
    task: {
      data: {
        text: article.text,
        article: article.id,
        language: article.language,
        published: article.published,
        sha256: article.sha256,
      },
      // Without a result it says that there is nothing in the text; where all is open nobody has said so.
      annotations: decided.length > 0 || suggested.length === 0 ? [{ result: results(decided) }] : [],
      predictions:
        suggested.length > 0
          ? [{ model_version: detector, score: Number(mean.toFixed(4)), result: results(suggested) }]
          : [],
    },
    annotations: all.length,
  };
}

/** A region with its label, the fields of a figure, and its relations to regions of the same annotation. */
function regionOf(
  text: string,
  at: (span: Span) => Span,
  one: Annotation,
  among: ReadonlySet<string>,
  tags: DatasetTags,
): Result[] {
  const place = at(one);
  const region = { id: one.id, to_name: "text" };
  const origin = [one.review, one.by, one.at, one.detector].filter((part) => part !== null).join(" · ");
  const label = {
    ...region,
    from_name: "label",
    type: "labels",
    value: { ...place, text: text.slice(one.start, one.end), labels: [labelOf(one)] },
    ...(one.review !== "suggested" ? {} : { score: one.confidence }),
    meta: { text: [origin] },
  };
  const field = (name: string, type: string, value: object): Result => ({
    ...region,
    from_name: name,
    type,
    value: { ...place, ...value },
  });
  const attributes = Object.entries(one.attributes).map(([name, value]) =>
    tags.attributes().find((known) => known.name === name)?.values === "text"
      ? field(controlOf(name), "textarea", { text: [String(value)] })
      : field(controlOf(name), "choices", { choices: [wordOf(value)] }),
  );
  if (one.kind === "entity") return [label, ...attributes];
  const { figure, links } = one;
  return [
    label,
    ...attributes,
    ...NUMBERS.flatMap((name) =>
      figure[name] === null ? [] : [field(name, "number", { number: figure[name] })],
    ),
    ...(["qualifier", "victimType", "scope", "status"] as const).map((name) =>
      field(name, "choices", { choices: [figure[name]] }),
    ),
    ...TEXTS.flatMap((name) =>
      figure[name] === null ? [] : [field(name, "textarea", { text: [figure[name]] })],
    ),
    ...links
      .filter(({ target }) => among.has(target))
      .map(({ role, target }) => ({
        type: "relation",
        from_id: one.id,
        to_id: target,
        direction: "right",
        labels: [role],
      })),
  ];
}

/** The name of an attribute's control: fields of figures have theirs. */
const controlOf = (attribute: string): string => `attribute_${attribute}`;

const wordOf = (value: AttributeValue): string => (typeof value === "string" ? value : value ? "yes" : "no");

/** An attribute's control, for the labels that it is for. */
function controlFor({ name, values, labels }: Attribute): string[] {
  const of = labels?.flatMap((label) =>
    label === FIGURE ? harms.map((harm) => harm.toUpperCase()) : [label],
  );
  const when = of ? ` whenTagName="label" whenLabelValue="${escapeXml(of.join(","))}"` : "";
  const head = `name="${escapeXml(controlOf(name))}" toName="text" perRegion="true"${when}`;
  if (values === "text") return [`  <TextArea ${head}/>`];
  return [
    `  <Choices ${head} choice="single">`,
    ...(values === "boolean" ? ["yes", "no"] : values).map(
      (value) => `    <Choice value="${escapeXml(value)}"/>`,
    ),
    "  </Choices>",
  ];
}

/** The labelling setup, with the names that the results refer to. */
function labelConfig(tags: DatasetTags): string {
  const lines = [
    "<View>",
    '  <Labels name="label" toName="text">',
    ...tags
      .labels()
      .map((label) => `    <Label value="${escapeXml(label)}" background="${tags.colourOf(label)}"/>`),
    "  </Labels>",
    '  <Text name="text" value="$text" granularity="symbol"/>',
    "  <Relations>",
    ...ROLES.map((role) => `    <Relation value="${role}"/>`),
    "  </Relations>",
    ...NUMBERS.map((name) => `  <Number name="${name}" toName="text" perRegion="true" min="0"/>`),
    ...Object.entries(CHOICES).flatMap(([name, values]) => [
      `  <Choices name="${name}" toName="text" perRegion="true" choice="single">`,
      ...values.map((value) => `    <Choice value="${value}"/>`),
      "  </Choices>",
    ]),
    ...TEXTS.map((name) => `  <TextArea name="${name}" toName="text" perRegion="true"/>`),
    ...tags.attributes().flatMap(controlFor),
    "</View>",
  ];
  return `${lines.join("\n")}\n`;
}
