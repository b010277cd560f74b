//! What an entry says besides its terms: one table for every form that can hold it.

use crate::termbase::concept::{Case, Concept, Inflect, Weight};
use crate::termbase::error::ErrorKind;

/// The names of the fields, in the order of our own table.
pub(crate) const FIELDS: [&str; 16] = [
    "case",
    "inflect",
    "gap",
    "severity",
    "not_before",
    "not_after",
    "not_inside",
    "allow_short",
    "always",
    "domain",
    "provenance",
    "note",
    "definition",
    "part_of_speech",
    "context",
    "usage",
];

/// What a field says, as a cell of a table has it; nothing where it says what no word says too.
pub(crate) fn get(concept: &Concept, field: &str) -> String {
    let english = concept.english().next();
    let text = |it: &Option<String>| it.clone().unwrap_or_default();
    let yes = |it: bool| if it { "yes".to_owned() } else { String::new() };
    match field {
        "case" => english.map_or(String::new(), |it| CASES.name(it.case)),
        "inflect" => english.map_or(String::new(), |it| INFLECTIONS.name(it.inflect)),
        "gap" => english.map_or(String::new(), |it| GAPS.name(it.gap)),
        "severity" => WEIGHTS.name(concept.severity),
        "not_before" => concept.not_before.join("|"),
        "not_after" => concept.not_after.join("|"),
        "not_inside" => concept.not_inside.join("|"),
        "allow_short" => yes(concept.allow_short),
        "always" => yes(concept.always),
        "domain" => text(&concept.domain),
        "provenance" => text(&concept.source),
        "definition" => text(&concept.definition),
        "part_of_speech" => text(&concept.part_of_speech),
        "context" => text(&concept.context),
        "usage" => text(&concept.usage),
        _ => text(&concept.note),
    }
}

/// Sets a field of an entry whose terms are there already: `case`, `inflect` and `gap` are those of
/// its English terms.
///
/// # Errors
/// A word that the field cannot hold.
pub(crate) fn set(concept: &mut Concept, field: &str, cell: &str) -> Result<(), ErrorKind> {
    let text = || Some(cell).filter(|it| !it.is_empty()).map(str::to_owned);
    let texts = || list(cell).map(str::to_owned).collect();
    match field {
        "case" => {
            let case = CASES.word(cell)?;
            concept.terms.iter_mut().filter(|it| it.is_english()).for_each(|it| it.case = case);
        }
        "inflect" => {
            let inflect = INFLECTIONS.word(cell)?;
            let english = concept.terms.iter_mut().filter(|it| it.is_english());
            english.for_each(|it| it.inflect = inflect);
        }
        "gap" => {
            let gap = GAPS.word(cell)?;
            concept.terms.iter_mut().filter(|it| it.is_english()).for_each(|it| it.gap = gap);
        }
        "severity" => concept.severity = WEIGHTS.word(cell)?,
        "not_before" => concept.not_before = texts(),
        "not_after" => concept.not_after = texts(),
        "not_inside" => concept.not_inside = texts(),
        "allow_short" => concept.allow_short = ANSWERS.word(cell)?,
        "always" => concept.always = ANSWERS.word(cell)?,
        "domain" => concept.domain = text(),
        "provenance" => concept.source = text(),
        "definition" => concept.definition = text(),
        "part_of_speech" => concept.part_of_speech = text(),
        "context" => concept.context = text(),
        "usage" => concept.usage = text(),
        _ => concept.note = text(),
    }
    Ok(())
}

/// The parts of a cell that holds several, with bars or line breaks between them.
pub(crate) fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(['|', '\n', '\r']).map(str::trim).filter(|it| !it.is_empty())
}

/// Whether a cell says yes or no, where it says either.
pub(crate) fn answer(cell: &str) -> Option<bool> {
    Some(cell).filter(|it| !it.is_empty()).and_then(|it| ANSWERS.word(it).ok())
}

/// What a cell of a few words may say.
struct Choices<T: 'static> {
    what: &'static str,
    /// The words that messages show.
    allowed: &'static str,
    /// Each with its words; the first is written, and the first meaning goes without saying.
    meanings: &'static [(&'static [&'static str], T)],
}

const CASES: Choices<Case> = Choices {
    what: "case policy",
    allowed: "insensitive, title, exact",
    meanings: &[
        (&["insensitive", "", "any"], Case::Insensitive),
        (&["title"], Case::Title),
        (&["exact", "sensitive"], Case::Exact),
    ],
};
const INFLECTIONS: Choices<Inflect> = Choices {
    what: "inflection",
    allowed: "auto, noun, verb, none",
    meanings: &[
        (&["auto", ""], Inflect::Auto),
        (&["noun"], Inflect::Noun),
        (&["verb"], Inflect::Verb),
        (&["none", "no", "false"], Inflect::None),
    ],
};
const GAPS: Choices<u8> = Choices {
    what: "gap",
    allowed: "0, 1, 2",
    meanings: &[(&["0", ""], 0), (&["1"], 1), (&["2"], 2)],
};
const ANSWERS: Choices<bool> = Choices {
    what: "answer",
    allowed: "yes, no",
    meanings: &[
        (&["no", "", "false", "0", "否", "n"], false),
        (&["yes", "true", "1", "是", "y", "x"], true),
    ],
};
const WEIGHTS: Choices<Option<Weight>> = Choices {
    what: "severity",
    allowed: "info, minor, major, critical",
    meanings: &[
        (&[""], None),
        (&["info", "neutral", "information"], Some(Weight::Info)),
        (&["minor"], Some(Weight::Minor)),
        (&["major"], Some(Weight::Major)),
        (&["critical"], Some(Weight::Critical)),
    ],
};

impl<T: Copy + PartialEq> Choices<T> {
    fn word(&self, cell: &str) -> Result<T, ErrorKind> {
        let wanted = cell.to_lowercase();
        let meaning = self.meanings.iter().find(|(words, _)| words.contains(&wanted.as_str()));
        meaning.map(|(_, value)| *value).ok_or(ErrorKind::Word {
            value: wanted,
            what: self.what,
            allowed: self.allowed,
        })
    }

    /// The word for a meaning; none for what goes without saying.
    fn name(&self, value: T) -> String {
        let stated = self.meanings.iter().skip(1);
        stated.filter(|it| it.1 == value).map(|it| it.0[0]).collect()
    }
}
