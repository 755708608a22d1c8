import type { EntityMention, Quote } from "../detect/detection.ts";
import type { PublishedEntity } from "../protocol.ts";

/** The article's entities, for mentions that detection made and for those that annotators made. */
export interface EntityTable {
  of(quote: Quote, label: string): PublishedEntity;
  /** The words that a reference to a mention stands for. */
  words(value: string | null): string | null;
}

export function entityTable(mentions: readonly EntityMention[]): EntityTable {
  const known = new Map<string, { name: string; forms: Set<string>; count: number }>();
  /** Those that were asked for, by id and value: one object for all mentions. */
  const published = new Map<string, PublishedEntity>();
  const byText = new Map<string, EntityMention>();
  const byId = new Map<string, EntityMention>();
  const byStart = new Map<number, EntityMention>();
  for (const mention of mentions) {
    const entity = known.get(mention.entity) ?? {
      name: mention.name,
      forms: new Set([mention.name]),
      count: 0,
    };
    entity.forms.add(mention.text);
    entity.count++;
    known.set(mention.entity, entity);
    byText.set(mention.text, mention);
    byId.set(mention.id, mention);
    byStart.set(mention.start, mention);
  }
  return {
    of: (quote) => {
      const here = byStart.get(quote.start);
      const mention = here?.end === quote.end ? here : byText.get(quote.text);
      const entity = mention && known.get(mention.entity);
      if (!mention || !entity)
        return { id: quote.text, name: quote.text, forms: [quote.text], count: 1, value: null };
      const key = mention.value === null ? mention.entity : `${mention.entity} ${mention.value}`;
      const own = published.get(key) ?? {
        id: mention.entity,
        name: entity.name,
        forms: [...entity.forms],
        count: entity.count,
        value: mention.value,
      };
      published.set(key, own);
      return own;
    },
    words: (value) => (value === null ? null : (byId.get(value)?.text ?? value)),
  };
}
