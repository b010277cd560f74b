//! What a memory has for a text, or for words.

use std::borrow::Cow;

use diptych_memory::{Query, Quote, Span};
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
        let matches = self.index(lang).search(&Side(self, lang), &query, min)?;
        let mut found = Vec::with_capacity(matches.len());
        for it in matches {
            let at = it.unit as usize;
            let unit = &self.units[at];
            let mut penalties: Vec<Penalty> = rate::of_alignment(unit.score).into_iter().collect();
            if it.distance == 0 && unit.text(lang).trim() != text.trim() {
                penalties.push(rate::WIDTH);
            }
            let points: u32 = penalties.iter().map(|it| it.points).sum();
            // Who pays a penalty is to be looked at, whatever stands around it.
            let neighbours = if it.distance == 0 && points == 0 {
                self.neighbours(at, lang, context)
            } else {
                0
            };
            let score = it.score();
            let rate = (score + f64::from(neighbours) - f64::from(points)).max(0.0);
            found.push(Found { unit: Cow::Borrowed(unit), score, rate, penalties });
        }
        found.sort_by(|a, b| b.rate.total_cmp(&a.rate).then(a.unit.number.cmp(&b.unit.number)));
        Ok(found)
    }

    /// How many neighbours of a unit are those of the text that is looked up.
    fn neighbours(&self, at: usize, lang: Lang, context: Context<'_>) -> u8 {
        let is_same = |wanted: Option<&str>, at: Option<usize>| {
            let unit = at.and_then(|at| self.units.get(at));
            wanted.zip(unit).is_some_and(|(wanted, unit)| {
                let wanted = Query::new(measure(lang), wanted);
                !wanted.is_empty() && wanted.compare(0, unit.text(lang), 100.0).is_some()
            })
        };
        u8::from(is_same(context.before, at.checked_sub(1)))
            + u8::from(is_same(context.behind, Some(at + 1)))
    }

    /// Every unit that has the words in one of the languages, in the order of the memory.
    ///
    /// # Errors
    /// When the memory cannot be read any more.
    pub fn quoting(&self, words: &str, langs: &[Lang]) -> Result<Vec<Quoted<'_>>, Error> {
        let mut all: Vec<(u32, Lang, Vec<Span>)> = Vec::new();
        for &lang in langs {
            let quote = Quote::new(measure(lang), words);
            let found = self.index(lang).quoting(&Side(self, lang), &quote)?;
            all.extend(found.into_iter().map(|(unit, spans)| (unit, lang, spans)));
        }
        all.sort_by_key(|it| it.0);
        Ok(self.quoted(&all))
    }

    /// Every unit in whose text in one of the languages `places` finds something.
    pub fn quoting_where(
        &self,
        places: impl Fn(&str) -> Vec<Span>,
        langs: &[Lang],
    ) -> Vec<Quoted<'_>> {
        let mut all = Vec::new();
        for (at, unit) in (0..).zip(&self.units) {
            for &lang in langs {
                let spans = places(unit.text(lang));
                if !spans.is_empty() {
                    all.push((at, lang, spans));
                }
            }
        }
        self.quoted(&all)
    }

    /// The places of both sides of a unit together, from those in order of units.
    fn quoted(&self, all: &[(u32, Lang, Vec<Span>)]) -> Vec<Quoted<'_>> {
        let mut quoted = Vec::new();
        for of_unit in all.chunk_by(|a, b| a.0 == b.0) {
            let unit = &self.units[of_unit[0].0 as usize];
            let mut it =
                Quoted { unit: Cow::Borrowed(unit), source: Vec::new(), target: Vec::new() };
            for (_, lang, spans) in of_unit {
                let side = if *lang == unit.lang { &mut it.source } else { &mut it.target };
                side.clone_from(spans);
            }
            quoted.push(it);
        }
        quoted
    }
}
