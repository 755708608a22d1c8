/** The types that a CAS declares, by name, as `%TYPES` has them. */
type Types = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const DKPRO = "de.tudarmstadt.ukp.dkpro.core.api";
export const METADATA = `${DKPRO}.metadata.type.DocumentMetaData`;
export const TOKEN = `${DKPRO}.segmentation.type.Token`;
export const SENTENCE = `${DKPRO}.segmentation.type.Sentence`;
export const NAMED_ENTITY = `${DKPRO}.ner.type.NamedEntity`;
/** Custom layers, named as INCEpTION names those that a project adds. */
export const SUGGESTION = "webanno.custom.Suggestion";
export const FIGURE = "webanno.custom.CasualtyFigure";
export const LINK = "webanno.custom.CasualtyFigureLink";
/** On the words of the annotation with that label that it is of; of several there, `nth` counts on from the first. */
export const ATTRIBUTE = "webanno.custom.Attribute";

const ANNOTATION = "uima.tcas.Annotation";

function type(name: string, parent: string, features: Readonly<Record<string, string>>): [string, object] {
  const ranges = Object.entries(features).map(([feature, range]) => [
    feature,
    { "%NAME": feature, "%RANGE": range },
  ]);
  return [name, { "%NAME": name, "%SUPER_TYPE": parent, ...Object.fromEntries(ranges) }];
}

const strings = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, "uima.cas.String"]));

/** All but UIMA's own, which every reader knows. */
export const types: Types = Object.fromEntries([
  type(METADATA, "uima.tcas.DocumentAnnotation", {
    ...strings("documentTitle", "documentId", "documentUri", "collectionId", "documentBaseUri"),
    isLastSegment: "uima.cas.Boolean",
  }),
  type(TOKEN, ANNOTATION, {}),
  type(SENTENCE, ANNOTATION, strings("id")),
  type(NAMED_ENTITY, ANNOTATION, strings("value", "identifier")),
  type(SUGGESTION, ANNOTATION, strings("value", "confidence")),
  type(FIGURE, ANNOTATION, {
    ...strings("label", "harm", "min", "max", "qualifier", "number", "trigger", "victims", "victimType"),
    ...strings("perpetrator", "place", "date", "source", "scope", "status", "review", "by", "confidence"),
  }),
  type(ATTRIBUTE, ANNOTATION, strings("label", "nth", "name", "value")),
  type(LINK, ANNOTATION, { Governor: FIGURE, Dependent: FIGURE, ...strings("label") }),
]) as Types;
