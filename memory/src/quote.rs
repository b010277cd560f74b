//! Words that are looked for in texts, and where they stand.

use crate::cluster::{Placed, placed};
use crate::error::Error;
use crate::index::{Index, Texts};
use crate::measure::{self, Measure, grams, is_apostrophe, normal, of_run, sketch};

/// Words that are looked for. Case and width make no difference.
///
/// In Chinese they stand anywhere in the text, but a Latin letter or digit at their end must end a
/// word. In English each is a whole word, and whatever is no letter or digit may stand between.
#[derive(Debug, Clone)]
pub struct Quote {
    measure: Measure,
    /// The characters, or those of all words one after the other.
    wanted: Vec<char>,
    /// Where each word ends in `wanted`; one word in Chinese.
    ends: Vec<usize>,
    keys: Vec<u32>,
    /// The bits that every sketch must have.
    bits: u64,
}

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// In Unicode scalar values, from 0.
    pub start: u32,
    /// Behind the last.
    pub end: u32,
}

impl Quote {
    /// Prepares words for the search.
    pub fn new(measure: Measure, words: &str) -> Self {
        let text = normal(words);
        let all = placed(&text);
        let (mut wanted, mut ends) = (Vec::new(), Vec::new());
        match measure {
            Measure::Characters => {
                wanted.extend(all.iter().map(|it| it.c));
                ends.extend((!wanted.is_empty()).then_some(wanted.len()));
            }
            Measure::Words => {
                for run in runs(&all) {
                    wanted.extend(run.iter().map(|it| it.c));
                    ends.push(wanted.len());
                }
            }
        }
        let bits = match measure {
            // A letter or apostrophe has several forms, and a sketch knows the one that stands there.
            Measure::Characters => {
                let is_alone =
                    |c: &char| c.to_lowercase().eq(c.to_uppercase()) && !is_apostrophe(*c);
                let caseless = text.chars().filter(is_alone);
                sketch(measure, &caseless.collect::<String>()).1
            }
            Measure::Words => 0,
        };
        let keys = match measure {
            Measure::Characters => grams(measure, &text),
            Measure::Words => measure::runs(&text).map(of_run).collect(),
        };
        Self { measure, wanted, ends, keys, bits }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Where the words stand in a text, in order, none over another.
    pub fn spans(&self, text: &str) -> Vec<Span> {
        if self.is_empty() {
            return Vec::new();
        }
        let all = placed(text);
        match self.measure {
            Measure::Characters => self.in_characters(&all),
            Measure::Words => self.in_words(&all),
        }
    }

    fn in_characters(&self, all: &[Placed]) -> Vec<Span> {
        let (mut spans, mut at) = (Vec::new(), 0);
        let ends_word = |a: Option<char>, b: Option<char>| {
            let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            !(is_latin(a) && is_latin(b))
        };
        let length = self.wanted.len();
        while at + length <= all.len() {
            let here = &all[at..at + length];
            let before = at.checked_sub(1).map(|at| all[at].c);
            let behind = all.get(at + length).map(|it| it.c);
            if here.iter().map(|it| &it.c).eq(&self.wanted)
                && ends_word(before, self.wanted.first().copied())
                && ends_word(self.wanted.last().copied(), behind)
            {
                spans.push(Span { start: here[0].start, end: here[length - 1].end });
                at += length;
            } else {
                at += 1;
            }
        }
        spans
    }

    fn in_words(&self, all: &[Placed]) -> Vec<Span> {
        let words: Vec<&[Placed]> = runs(all).collect();
        let count = self.ends.len();
        let word = |n: usize| &self.wanted[if n == 0 { 0 } else { self.ends[n - 1] }..self.ends[n]];
        let is_word = |(n, run): (usize, &&[Placed])| run.iter().map(|it| &it.c).eq(word(n));
        let (mut spans, mut at) = (Vec::new(), 0);
        while at + count <= words.len() {
            let here = &words[at..at + count];
            if here.iter().enumerate().all(is_word) {
                let last = here[count - 1];
                spans.push(Span { start: here[0][0].start, end: last[last.len() - 1].end });
                at += count;
            } else {
                at += 1;
            }
        }
        spans
    }
}

/// The runs of letters and digits, as [`crate::measure::runs`] finds them.
fn runs(all: &[Placed]) -> impl Iterator<Item = &[Placed]> {
    all.split(|it| !it.c.is_alphanumeric() && !is_apostrophe(it.c)).filter_map(|run| {
        let first = run.iter().position(|it| !is_apostrophe(it.c))?;
        let last = run.iter().rposition(|it| !is_apostrophe(it.c))?;
        Some(&run[first..=last])
    })
}

impl Index {
    /// Every unit whose text has the words, by number, with their places.
    ///
    /// Law: those that [`Quote::spans`] finds in any text.
    ///
    /// # Errors
    /// When a text cannot be read, or the index is damaged.
    pub fn quoting(
        &self,
        texts: &impl Texts,
        quote: &Quote,
    ) -> Result<Vec<(u32, Vec<Span>)>, Error> {
        let mut found = Vec::new();
        for slot in self.with_grams(quote)? {
            let unit = *self.by_length.units.get(slot as usize).ok_or(Error::Index)?;
            let spans = quote.spans(&texts.text(unit)?);
            if !spans.is_empty() {
                found.push((unit, spans));
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    /// The slots of the texts that may have the words, ascending.
    fn with_grams(&self, quote: &Quote) -> Result<Vec<u32>, Error> {
        if quote.is_empty() {
            return Ok(Vec::new());
        }
        let has_bits = |slot: &u32| {
            let bits = self.by_length.bits.get(*slot as usize).copied().unwrap_or(u64::MAX);
            quote.bits & !bits == 0
        };
        let Some(postings) = self.postings.as_ref().filter(|_| !quote.keys.is_empty()) else {
            return Ok((0..self.by_length.units.len() as u32).filter(has_bits).collect());
        };
        let mut lists = Vec::new();
        for &key in &quote.keys {
            let Some(entry) = postings.entry(key)? else { return Ok(Vec::new()) };
            lists.push(entry);
        }
        lists.sort_unstable_by_key(|entry| entry.count);
        let mut slots: Option<Vec<u32>> = None;
        for entry in lists {
            let mut both = Vec::new();
            if let Some(slots) = &slots {
                // A long list spares less than it costs: the texts decide.
                if entry.count as usize / 64 > slots.len() {
                    break;
                }
                let mut others = slots.iter().copied().peekable();
                postings.each(entry, |slot| {
                    while others.next_if(|other| *other < slot).is_some() {}
                    both.extend(others.next_if_eq(&slot));
                    others.peek().is_some()
                })?;
            } else {
                postings.each(entry, |slot| {
                    both.extend(has_bits(&slot).then_some(slot));
                    true
                })?;
            }
            slots = Some(both);
        }
        Ok(slots.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(measure: Measure, words: &str, text: &str) -> Vec<(u32, u32)> {
        let spans = Quote::new(measure, words).spans(text);
        spans.iter().map(|it| (it.start, it.end)).collect()
    }

    #[test]
    fn chinese_words_stand_anywhere_and_latin_ones_are_whole() {
        let zh = Measure::Characters;
        assert_eq!(spans(zh, "合同", "本合同与附合同合同"), [(1, 3), (5, 7), (7, 9)]);
        assert_eq!(spans(zh, "ai", "用ＡＩ技术，不用MAIN"), [(1, 3)]);
        assert_eq!(spans(zh, "的", "我的书"), [(1, 2)]);
    }

    #[test]
    fn english_words_are_whole_and_in_order() {
        let en = Measure::Words;
        assert_eq!(spans(en, "rain", "Rain, no train; “rain”"), [(0, 4), (17, 21)]);
        assert_eq!(spans(en, "data driven", "a data-driven, Data  driven"), [(2, 13), (15, 27)]);
        assert_eq!(spans(en, "it's", "It’s its"), [(0, 4)]);
        assert_eq!(spans(en, "café", "the cafe\u{301} here"), [(4, 9)]);
        assert_eq!(spans(en, "—", "a — b"), []);
    }
}
