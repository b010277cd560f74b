//! Numbers that one side of a unit names and the other does not.

use crate::bitext::Bitext;
use crate::check::findings::rule;
use crate::check::fingerprint::{everywhere, fingerprint};
use crate::check::unit::Unit;
use crate::check::units;
use crate::finding::{Class, Finding, Severity, Span};
use crate::numbers::{Difference, differ};

use diptych_segments::{Lang, numerals};

/// The findings of a bitext: at most one for each bead with two sides.
pub(super) fn numbers_of_bitext(bitext: &Bitext) -> Vec<Finding> {
    units::of_bitext(bitext).filter_map(|unit| of_unit(&unit)).collect()
}

/// The first number of one side that the other side lacks.
pub fn of_unit(unit: &Unit) -> Option<Finding> {
    if unit.source.trim().is_empty() || unit.target.trim().is_empty() {
        return None;
    }
    let codes = if unit.lang == Lang::Zh { ["zh", "en"] } else { ["en", "zh"] };
    let Difference { written, in_source } =
        differ((&unit.source, codes[0]), (&unit.target, codes[1]))?;
    let (text, lacks, reason) = if in_source {
        (&unit.source, codes[1], format!("“{written}” of the source is not in the translation"))
    } else {
        (&unit.target, codes[0], format!("“{written}” of the translation is not in the source"))
    };
    let place = place(text, &written);
    let rule = rule(Class::Number);
    Some(Finding {
        fingerprint: fingerprint(unit, &rule, &[&written, lacks]),
        always: everywhere(&rule, "", &written, unit.chinese()),
        tuid: unit.tuid.clone(),
        source: place.filter(|_| in_source),
        target: place.filter(|_| !in_source),
        found: Some(written),
        reason: Some(reason),
        ..Finding::new(rule, Class::Number, Severity::Minor, unit.number)
    })
}

/// Where a number stands as it was read, and not inside a longer one; nowhere if the text writes it
/// in full-width digits.
fn place(text: &str, written: &str) -> Option<Span> {
    let is_digit = |c: char| c.is_ascii_digit() || numerals::is_chinese(c);
    let (at, _) = text.match_indices(written).find(|(at, _)| {
        !text[..*at].ends_with(is_digit) && !text[at + written.len()..].starts_with(is_digit)
    })?;
    let start = text[..at].chars().count();
    Some(Span { start, end: start + written.chars().count() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(lang: Lang, source: &str, target: &str) -> Unit {
        let (source, target) = (source.to_owned(), target.to_owned());
        Unit {
            number: 7,
            tuid: None,
            lang,
            source,
            target,
            line: 0,
            is_doubtful: false,
            chapter: None,
            pages: [None; 2],
            codes: None,
            notes: Vec::new(),
        }
    }

    #[test]
    fn a_number_that_one_side_lacks_is_marked_where_it_stands() {
        let found = of_unit(&unit(Lang::Zh, "共有12人到会。", "There were 13 people.")).unwrap();
        assert_eq!((found.class, found.unit), (Class::Number, 7));
        assert_eq!((found.source, found.target), (Some(Span { start: 2, end: 4 }), None));
        let found = of_unit(&unit(Lang::En, "A year passed.", "2021年过去了。")).unwrap();
        assert_eq!((found.source, found.target), (None, Some(Span { start: 0, end: 4 })));
        assert_eq!(found.found.as_deref(), Some("2021"));
        let found = of_unit(&unit(Lang::Zh, "第25条有5款。", "Article 25 has a clause.")).unwrap();
        assert_eq!(found.source, Some(Span { start: 5, end: 6 }));
    }

    #[test]
    fn equal_numbers_and_empty_sides_give_nothing() {
        for (source, target) in
            [("投资3.5亿元", "350 million yuan"), ("增长百分之五", "grew by 5%"), ("2021年", " ")]
        {
            assert_eq!(of_unit(&unit(Lang::Zh, source, target)), None, "{source}");
        }
    }
}
