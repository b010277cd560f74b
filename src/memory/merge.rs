//! The details of a unit that comes from several places, as one.

use diptych_tmx::{Attributes, Detail, Inline, TranslationUnit, Variant, language};

use super::take::{SCORE, newest_date};

/// The details of a unit that is stored and those of the same unit in an import, as one. Of what both
/// have and only one can stand, that of the newer stays; all else is kept.
///
/// Law: merged again with the same import, it stays as it is.
///
/// # Errors
/// What of the stored details or of those of the import cannot be read.
pub fn merge(stored: &str, entered: &str, is_newer: bool) -> Result<String, String> {
    let read = |detail| serde_json::from_str(detail).map_err(|error| error.to_string());
    let (stored, entered): (TranslationUnit, TranslationUnit) = (read(stored)?, read(entered)?);
    let unit = if is_newer {
        merged(entered, &stored, true)
    } else {
        let is_older = newest_date(&entered) < newest_date(&stored);
        merged(stored, &entered, is_older)
    };
    serde_json::to_string(&unit).map_err(|error| error.to_string())
}

/// The first unit with what only the second has. A third language in which the two say different things
/// stands twice, unless the second is older.
fn merged(mut first: TranslationUnit, second: &TranslationUnit, is_older: bool) -> TranslationUnit {
    add_attributes(&mut first.attributes, &second.attributes);
    add_details(&mut first.details, &second.details);
    let own = first.variants.len();
    for variant in &second.variants {
        let of_language = |it: &Variant| language::same(it.lang(), variant.lang());
        let text = variant.text();
        let is_same = |it: &Variant| of_language(it) && it.text() == text;
        let first_own = &mut first.variants[..own];
        let has_other = first_own.iter().any(of_language);
        match first_own.iter_mut().find(|it| is_same(it)) {
            Some(same) => {
                add_attributes(&mut same.attributes, &variant.attributes);
                add_details(&mut same.details, &variant.details);
                if !has_codes(same) {
                    same.seg.clone_from(&variant.seg);
                }
            }
            None if is_older && has_other => {}
            None => first.variants.push(variant.clone()),
        }
    }
    first
}

fn has_codes(variant: &Variant) -> bool {
    variant.seg.iter().any(|it| !matches!(it, Inline::Text(_)))
}

fn add_attributes(to: &mut Attributes, from: &Attributes) {
    for (name, value) in from.iter() {
        let is_language = matches!(name, "xml:lang" | "lang");
        if to.get(name).is_none() && !is_language {
            to.set(name, value);
        }
    }
}

fn add_details(to: &mut Vec<Detail>, from: &[Detail]) {
    let is_score = |it: &Detail| matches!(it, Detail::Prop(prop) if prop.kind() == SCORE);
    for detail in from {
        let has_score = is_score(detail) && to.iter().any(is_score);
        if !to.contains(detail) && !has_score {
            to.push(detail.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use diptych_tmx::{Note, Prop};
    use proptest::prelude::*;

    use super::*;

    fn unit() -> impl Strategy<Value = TranslationUnit> {
        let third = prop::collection::vec((0..2_usize, 0..3_usize), 0..3);
        let notes = prop::collection::vec((any::<bool>(), 0..3_usize), 0..4);
        (third, notes, prop::option::of(1..4_u32), prop::option::of(0..2_usize)).prop_map(
            |(third, notes, year, id)| {
                let mut unit = TranslationUnit::of(("zh-CN", "云"), ("en-US", "Cloud"));
                for (lang, text) in third {
                    unit.variants.push(Variant::new(["fr", "de"][lang], ["a", "b", "c"][text]));
                }
                for (is_note, text) in notes {
                    let text = ["x", "y", "z"][text].to_owned();
                    unit.details.push(if is_note {
                        Detail::Note(Note { text, ..Note::default() })
                    } else {
                        Detail::Prop(Prop::new("p", text))
                    });
                }
                if let Some(year) = year {
                    unit.attributes.set("changedate", format!("200{year}0101T000000Z"));
                }
                if let Some(id) = id {
                    unit.attributes.set("tuid", ["1", "2"][id]);
                }
                unit
            },
        )
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_grows(stored in unit(), entered in unit(), more in unit()) {
            let text = |unit: &TranslationUnit| serde_json::to_string(unit).unwrap();
            let unit = |text: &str| serde_json::from_str::<TranslationUnit>(text).unwrap();
            let newer = |one: &TranslationUnit, other: &TranslationUnit| {
                newest_date(one) > newest_date(other)
            };
            let is_newer = newer(&entered, &stored);
            let both = merge(&text(&stored), &text(&entered), is_newer).unwrap();
            let merged = unit(&both);
            for of in [&stored, &entered] {
                prop_assert!(of.details.iter().all(|it| merged.details.contains(it)));
                let has = |variant: &Variant| merged.variants.iter().any(|it| it.lang() == variant.lang());
                prop_assert!(of.variants.iter().all(has));
                prop_assert!(of.id().is_none() || merged.id().is_some());
            }
            // Of units neither of which is older, every text stays.
            if newest_date(&stored) == newest_date(&entered) {
                let all = stored.variants.iter().chain(&entered.variants);
                for variant in all {
                    prop_assert!(merged.variants.contains(variant));
                }
            }
            // The same again, and an older one again, change nothing.
            let again = merge(&both, &text(&entered), newer(&entered, &merged)).unwrap();
            prop_assert_eq!(&again, &both);
            let third = merge(&both, &text(&more), newer(&more, &merged)).unwrap();
            for it in [&entered, &more] {
                prop_assert_eq!(&merge(&third, &text(it), newer(it, &unit(&third))).unwrap(), &third);
            }
        }
    }

    #[test]
    fn a_plain_text_leaves_the_codes_of_the_same_text() {
        let plain = TranslationUnit::of(("zh-CN", "云"), ("en-US", "Cloud"));
        let mut coded = plain.clone();
        let code = diptych_tmx::Code::new(diptych_tmx::CodeKind::Ph, [("x", "1")]);
        coded.variants[0].seg.push(Inline::Code(code));
        let [plain, coded] = [&plain, &coded].map(|it| serde_json::to_string(it).unwrap());
        assert_eq!(merge(&coded, &plain, true).unwrap(), coded);
        assert_eq!(merge(&plain, &coded, false).unwrap(), coded);
    }
}
