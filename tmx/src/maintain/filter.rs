//! Finds units by what they hold.

use crate::attributes::Attributes;
use crate::context::confirmation;
use crate::date;
use crate::language::in_range;
use crate::unit::{Prop, TranslationUnit, Variant};
use std::ops::RangeInclusive;

/// A test of a text.
pub type Pattern<'t> = Box<dyn Fn(&str) -> bool + 't>;

/// One thing that a unit may have.
pub enum Condition<'t> {
    /// The text of a variant, in that language or a variety of it where one is named, passes the test.
    Text(Option<String>, Pattern<'t>),
    /// The text of a variant, in that language where one is named, has so many characters.
    Length(Option<String>, RangeInclusive<usize>),
    /// There is a variant in the language.
    Language(String),
    /// The unit or a variant was created or changed last at that moment or later, in the form
    /// `YYYYMMDDThhmmssZ`.
    Since(String),
    /// It was created and changed before that moment. A unit without a date never is.
    Before(String),
    /// The unit or a variant was created or changed by that user.
    User(String),
    /// The unit or a variant has a prop of that type whose value passes the test.
    Prop(String, Pattern<'t>),
    /// The unit is confirmed by at least that level of [`confirmation`].
    Confirmed(u8),
    /// The first prop of that type is a number in the range.
    Number(String, RangeInclusive<f64>),
}

impl Condition<'_> {
    /// Whether the unit has it.
    pub fn holds(&self, unit: &TranslationUnit) -> bool {
        let in_lang = |variant: &&Variant, lang: &Option<String>| {
            lang.as_ref().is_none_or(|lang| in_range(lang, variant.lang()))
        };
        match self {
            Self::Text(lang, test) => {
                let mut variants = unit.variants.iter().filter(|it| in_lang(it, lang));
                variants.any(|variant| test(&variant.text()))
            }
            Self::Length(lang, range) => {
                let mut variants = unit.variants.iter().filter(|it| in_lang(it, lang));
                variants.any(|variant| range.contains(&variant.text().chars().count()))
            }
            Self::Language(lang) => unit.variants.iter().any(|it| in_range(lang, it.lang())),
            Self::Since(moment) => newest(unit).is_some_and(|date| date >= *moment),
            Self::Before(moment) => newest(unit).is_some_and(|date| date < *moment),
            Self::User(user) => attributes(unit).any(|attributes| {
                ["creationid", "changeid"].iter().any(|name| attributes.get(name) == Some(user))
            }),
            Self::Prop(kind, test) => {
                props(unit).any(|prop| prop.kind() == kind && test(&prop.text))
            }
            Self::Confirmed(level) => confirmation(unit) >= *level,
            Self::Number(kind, range) => {
                let prop = props(unit).find(|prop| prop.kind() == kind);
                prop.and_then(|prop| prop.text.trim().parse().ok())
                    .is_some_and(|number: f64| range.contains(&number))
            }
        }
    }
}

fn props(unit: &TranslationUnit) -> impl Iterator<Item = &Prop> {
    unit.props().chain(unit.variants.iter().flat_map(Variant::props))
}

fn attributes(unit: &TranslationUnit) -> impl Iterator<Item = &Attributes> {
    std::iter::once(&unit.attributes).chain(unit.variants.iter().map(|it| &it.attributes))
}

/// The last moment at which the unit or a variant was created or changed.
fn newest(unit: &TranslationUnit) -> Option<String> {
    let dates = attributes(unit)
        .flat_map(|attributes| ["changedate", "creationdate"].map(|name| attributes.get(name)));
    dates.flatten().filter_map(date::strict).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_condition_looks_at_its_own_thing() {
        let mut unit = TranslationUnit::of(("zh-CN", "他笑了。"), ("en-US", "He laughed."));
        unit.attributes.set("creationdate", "20200101T000000Z");
        unit.variants[1].attributes.set("changedate", "2021-01-01T08:00:00+08:00");
        unit.variants[1].attributes.set("changeid", "Li");
        unit.add_prop("x-diptych-score", "0.5");
        unit.add_prop("x-ConfirmationLevel", "Translated");
        let of = |text: &str| Some(text.to_owned());
        let has = |wanted: &'static str| -> Pattern<'static> {
            Box::new(move |text| text.contains(wanted))
        };
        let holding = [
            Condition::Text(None, has("laughed")),
            Condition::Text(of("EN_us"), has("laughed")),
            Condition::Length(of("zh-CN"), 4..=4),
            Condition::Language("zh-cn".to_owned()),
            Condition::Since("20210101T000000Z".to_owned()),
            Condition::Before("20210101T000001Z".to_owned()),
            Condition::User("Li".to_owned()),
            Condition::Prop("x-diptych-score".to_owned(), has("0.5")),
            Condition::Confirmed(4),
            Condition::Number("x-diptych-score".to_owned(), 0.5..=1.0),
        ];
        for (at, condition) in holding.iter().enumerate() {
            assert!(condition.holds(&unit), "{at}");
        }
        let failing = [
            Condition::Text(of("zh-CN"), has("laughed")),
            Condition::Length(None, 0..=3),
            Condition::Language("zh-TW".to_owned()),
            Condition::Since("20210101T000001Z".to_owned()),
            Condition::Before("20210101T000000Z".to_owned()),
            Condition::User("Wu".to_owned()),
            Condition::Prop("x".to_owned(), has("")),
            Condition::Confirmed(5),
            Condition::Number("x-diptych-score".to_owned(), 0.6..=1.0),
        ];
        for (at, condition) in failing.iter().enumerate() {
            assert!(!condition.holds(&unit), "{at}");
        }
        let dateless = TranslationUnit::of(("zh", "甲"), ("en", "A"));
        assert!(!Condition::Before("29990101T000000Z".to_owned()).holds(&dateless));
    }
}
