//! What a memory has for a text, or for words.

use std::borrow::Cow;

use diptych_memory::{Query, Quote, Span, context_hash};
use diptych_segments::Lang;

use super::open::{Error, Memory, Side, Unit, measure};
use super::rate::{self, Penalty, Tier};

/// What stands around a text in its document.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'t> {
    /// The text before it.
    pub before: Option<&'t str>,
    /// The text behind it.
    pub behind: Option<&'t str>,
}

/// So many characters a text has at most that is looked up: a longer one is no sentence, and would take
/// minutes.
pub const LONGEST: usize = 100_000;

/// A unit that is similar to a text.
#[derive(Debug, Clone)]
pub struct Found<'m> {
    /// The unit.
    pub unit: Cow<'m, Unit>,
    /// 100 × (1 − distance / longer length), from 0 to 100.
    pub score: f64,
    /// The score after penalties; 101 and 102 where the neighbours are the same too.
    pub rate: f64,
    /// Why the rate is below the score.
    pub penalties: Vec<Penalty>,
}

impl Found<'_> {
    /// The step of the scale that it stands on.
    pub fn tier(&self) -> Tier {
        Tier::of(self.rate)
    }
}

/// A unit that has words, and where.
#[derive(Debug, Clone)]
pub struct Quoted<'m> {
    /// The unit.
    pub unit: Cow<'m, Unit>,
    /// The places in the source, in characters.
    pub source: Vec<Span>,
    /// The places in the target.
    pub target: Vec<Span>,
}

impl Memory {
    /// Every unit whose text in `lang` has a score of at least `min` (0 to 100) against `text`, by
    /// rate, then by number. No such unit is missed.
    ///
    /// # Errors
    /// When the memory cannot be read any more.
    pub fn search(
        &self,
        lang: Lang,
        text: &str,
        context: Context<'_>,
        min: f64,
    ) -> Result<Vec<Found<'_>>, Error> {
        let query = Query::new(measure(lang), text);
        let matches = self.index(lang)?.search(&Side(self, lang), &query, min)?;
        let mut found = Vec::with_capacity(matches.len());
        for it in matches {
            let unit = self.unit(it.unit)?;
            let mut penalties: Vec<Penalty> = rate::of_alignment(unit.score).into_iter().collect();
            if it.distance == 0 && !is_same_width(lang, unit.text(lang), text) {
                penalties.push(rate::WIDTH);
            }
            let points: u32 = penalties.iter().map(|it| it.points).sum();
            // A person must look at a match with a penalty, whatever stands around it.
            let neighbours = if it.distance == 0 && points == 0 {
                self.neighbours((it.unit, &unit), lang, context)
            } else {
                0
            };
            let score = it.score();
            let rate = (score + f64::from(neighbours) - f64::from(points)).max(0.0);
            found.push(Found { unit, score, rate, penalties });
        }
        found.sort_by(|a, b| b.rate.total_cmp(&a.rate).then(a.unit.number.cmp(&b.unit.number)));
        Ok(found)
    }

    /// How many neighbours of a unit are those of the text that is looked up.
    fn neighbours(&self, (place, unit): (u32, &Unit), lang: Lang, context: Context<'_>) -> u8 {
        if let Some(contexts) = &unit.contexts {
            let at = usize::from(lang == Lang::En);
            let wanted = [context.before, context.behind].map(|it| it.map_or(0, context_hash));
            let same = |hash: u32, wanted: u32| u8::from(wanted != 0 && hash == wanted);
            let of = |it: &[u32; 4]| same(it[at], wanted[0]) + same(it[at + 2], wanted[1]);
            return contexts.iter().map(of).max().unwrap_or(0);
        }
        let is_same = |wanted: Option<&str>, place: Option<u32>| {
            wanted.zip(self.text_at(place, lang)).is_some_and(|(wanted, text)| {
                let wanted = Query::new(measure(lang), wanted);
                !wanted.is_empty() && wanted.compare(0, text, 100.0).is_some()
            })
        };
        u8::from(is_same(context.before, place.checked_sub(1)))
            + u8::from(is_same(context.behind, Some(place + 1)))
    }

    /// Every unit that has the words in one of the languages, in the order of the memory.
    ///
    /// # Errors
    /// When the memory cannot be read any more.
    pub fn quoting(&self, words: &str, langs: &[Lang]) -> Result<Vec<Quoted<'_>>, Error> {
        let mut all: Vec<(u32, Lang, Vec<Span>)> = Vec::new();
        for &lang in langs {
            let quote = Quote::new(measure(lang), words);
            let found = self.index(lang)?.quoting(&Side(self, lang), &quote)?;
            all.extend(found.into_iter().map(|(unit, spans)| (unit, lang, spans)));
        }
        all.sort_by_key(|it| it.0);
        let mut quoted = Vec::new();
        for of_unit in all.chunk_by(|a, b| a.0 == b.0) {
            let places = of_unit.iter().map(|it| (it.1, it.2.clone()));
            quoted.push(Quoted::new(self.unit(of_unit[0].0)?, places));
        }
        Ok(quoted)
    }

    /// Every unit in whose text in one of the languages `places` finds something.
    ///
    /// # Errors
    /// When the memory cannot be read any more.
    pub fn quoting_where(
        &self,
        places: impl Fn(&str) -> Vec<Span>,
        langs: &[Lang],
    ) -> Result<Vec<Quoted<'_>>, Error> {
        let mut quoted = Vec::new();
        self.each(|unit| {
            let found = langs.iter().map(|lang| (*lang, places(unit.text(*lang))));
            let found: Vec<(Lang, Vec<Span>)> = found.filter(|it| !it.1.is_empty()).collect();
            if !found.is_empty() {
                quoted.push(Quoted::new(Cow::Owned(unit.clone()), found));
            }
        })?;
        Ok(quoted)
    }
}

/// Whether two texts with the same tokens in NFKC have the same characters. Blanks between words are no
/// characters.
fn is_same_width(lang: Lang, one: &str, other: &str) -> bool {
    match lang {
        Lang::Zh => one.trim() == other.trim(),
        Lang::En => one.split_whitespace().eq(other.split_whitespace()),
    }
}

impl<'m> Quoted<'m> {
    fn new(unit: Cow<'m, Unit>, places: impl IntoIterator<Item = (Lang, Vec<Span>)>) -> Self {
        let (mut source, mut target) = (Vec::new(), Vec::new());
        for (lang, spans) in places {
            *if lang == unit.lang { &mut source } else { &mut target } = spans;
        }
        Self { unit, source, target }
    }
}
