//! One text with several translations, and several texts with one.

use std::collections::BTreeMap;

use crate::check::document::Use;
use crate::check::unit::Unit;

/// What does not make texts different.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ignored {
    /// Capital and small letters.
    pub case: bool,
    /// Marks of punctuation.
    pub punctuation: bool,
    /// Digits: each run of them counts as one number.
    pub digits: bool,
}

/// What stands beside several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A source with several targets.
    Source,
    /// A target with several sources.
    Target,
    /// A term with several renderings.
    Term,
}

/// A text that stands in several units beside different texts, or a term with several renderings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inconsistency {
    /// Which of them.
    pub kind: Kind,
    /// The text, as it stands where it was first met.
    pub text: String,
    /// The different texts beside it, the most frequent first; of equal ones the first met.
    pub forms: Vec<Form>,
}

/// One of the texts that stand beside another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The text, as it was first met.
    pub text: String,
    /// The places: the file's number, from 0, and the unit's, from 1.
    pub places: Vec<(usize, usize)>,
}

/// Texts while units come in.
#[derive(Debug, Default)]
pub struct Texts {
    ignored: Ignored,
    least: usize,
    /// For sources and for targets: the forms beside each folded text.
    sides: [BTreeMap<String, Entry>; 2],
    met: usize,
}

#[derive(Debug, Default)]
struct Entry {
    first: usize,
    text: String,
    forms: Vec<Form>,
    /// The place of each folded form.
    known: BTreeMap<String, usize>,
}

impl Texts {
    /// Begins; texts of fewer than `least` letters are passed over.
    pub fn new(ignored: Ignored, least: usize) -> Self {
        Self { ignored, least, ..Self::default() }
    }

    /// Takes the next unit of the file with this number.
    pub fn push(&mut self, file: usize, unit: &Unit) {
        if unit.source.trim().is_empty() || unit.target.trim().is_empty() {
            return;
        }
        self.met += 1;
        let keys = [&unit.source, &unit.target].map(|it| folded(it, self.ignored));
        let texts = [&unit.source, &unit.target];
        for (side, own, other) in [(0, 0, 1), (1, 1, 0)] {
            if keys[own].chars().filter(|c| c.is_alphanumeric()).count() < self.least.max(1) {
                continue;
            }
            let entry = self.sides[side].entry(keys[own].clone()).or_insert_with(|| Entry {
                first: self.met,
                text: texts[own].clone(),
                ..Entry::default()
            });
            let place = (file, unit.number);
            if let Some(&at) = entry.known.get(&keys[other]) {
                entry.forms[at].places.push(place);
            } else {
                entry.known.insert(keys[other].clone(), entry.forms.len());
                entry.forms.push(Form { text: texts[other].clone(), places: vec![place] });
            }
        }
    }

    /// What is not consistent: sources first, each side in the order of the units.
    pub fn finish(self) -> Vec<Inconsistency> {
        let mut all = Vec::new();
        for (entries, kind) in self.sides.into_iter().zip([Kind::Source, Kind::Target]) {
            let mut entries: Vec<Entry> =
                entries.into_values().filter(|it| it.forms.len() > 1).collect();
            entries.sort_by_key(|it| it.first);
            all.extend(entries.into_iter().map(|entry| {
                let mut forms = entry.forms;
                forms.sort_by_key(|it| std::cmp::Reverse(it.places.len()));
                Inconsistency { kind, text: entry.text, forms }
            }));
        }
        all
    }
}

/// The terms that are rendered in several ways, from their uses in the order of
/// [`CheckReport::uses`](crate::check::CheckReport::uses). `places` gives the file's number and the
/// unit's of each unit that was checked, by its number there from 1.
pub fn of_terms(uses: &[Use], places: &[(usize, usize)]) -> Vec<Inconsistency> {
    let of_term = |uses: &[Use]| Inconsistency {
        kind: Kind::Term,
        text: uses[0].term.clone(),
        forms: uses
            .iter()
            .map(|it| Form {
                text: it.rendering.clone(),
                places: it.places.iter().filter_map(|at| places.get(at - 1).copied()).collect(),
            })
            .collect(),
    };
    uses.chunk_by(|a, b| a.term == b.term).map(of_term).collect()
}

/// A text without what does not matter: white space, the width of characters, and what is ignored.
fn folded(text: &str, ignored: Ignored) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut in_number = false;
    for c in text.trim().chars().map(narrow) {
        let is_digit = c.is_ascii_digit();
        if ignored.digits && is_digit {
            if !in_number {
                folded.push('0');
            }
            in_number = true;
            continue;
        }
        in_number = false;
        if c.is_whitespace() {
            if !folded.ends_with(' ') {
                folded.push(' ');
            }
        } else if ignored.case {
            folded.extend(c.to_lowercase());
        } else {
            folded.push(c);
        }
    }
    if ignored.punctuation {
        let bare: String =
            folded.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
        return bare.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    folded
}

/// A character in half width.
fn narrow(c: char) -> char {
    let code = u32::from(c);
    if (0xFF01..=0xFF5E).contains(&code) { char::from_u32(code - 0xFEE0).unwrap_or(c) } else { c }
}

#[cfg(test)]
mod tests {
    use diptych_segments::Lang;

    use super::*;

    fn found(ignored: Ignored, least: usize, pairs: &[(&str, &str)]) -> Vec<Inconsistency> {
        let mut texts = Texts::new(ignored, least);
        for (number, (source, target)) in (1..).zip(pairs) {
            let (source, target) = ((*source).to_owned(), (*target).to_owned());
            let unit = Unit {
                number,
                tuid: None,
                lang: Lang::Zh,
                source,
                target,
                line: 0,
                is_doubtful: false,
                chapter: None,
                pages: [None; 2],
                codes: None,
                notes: Vec::new(),
            };
            texts.push(0, &unit);
        }
        texts.finish()
    }

    #[test]
    fn the_most_frequent_form_comes_first_with_its_places() {
        let all = found(
            Ignored::default(),
            0,
            &[("下雨了", "It rains."), ("下雨了", "Rain!"), ("下雨了", "Rain!"), ("有雨", "Rain!")],
        );
        assert_eq!(all.len(), 2);
        let forms: Vec<_> = all[0].forms.iter().map(|it| (&*it.text, it.places.len())).collect();
        assert_eq!((all[0].kind, forms), (Kind::Source, vec![("Rain!", 2), ("It rains.", 1)]));
        assert_eq!(all[0].forms[1].places, [(0, 1)]);
        assert_eq!((all[1].kind, &*all[1].text), (Kind::Target, "Rain!"));
    }

    #[test]
    fn what_is_ignored_makes_no_difference() {
        for (ignored, a, b) in [
            (Ignored { case: true, ..Ignored::default() }, "Rain", "rain"),
            (Ignored { punctuation: true, ..Ignored::default() }, "Rain.", "Rain"),
            (Ignored { digits: true, ..Ignored::default() }, "Rain 1", "Rain 25"),
        ] {
            let pairs = [("下雨了", a), ("下雨了", b)];
            assert_eq!(found(Ignored::default(), 0, &pairs).len(), 1, "{a} {b}");
            assert_eq!(found(ignored, 0, &pairs), [], "{a} {b}");
        }
        // White space and width never do.
        assert_eq!(found(Ignored::default(), 0, &[("雨", "Rain  now"), ("雨", "Ｒain now")]), []);
    }

    #[test]
    fn short_texts_are_passed_over_when_asked_for() {
        let pairs = [("雨。", "Rain"), ("雨。", "Wet")];
        assert_eq!(found(Ignored::default(), 1, &pairs).len(), 1);
        assert_eq!(found(Ignored::default(), 2, &pairs), []);
    }
}
