//! What every tool for translators checks: placeholders, codes, blanks, brackets, ends, lengths. The
//! rules are those by which `tmx clean` removes units.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use diptych_segments::Lang;
use diptych_tmx::{Cleaner, Preset, Reason, Tests, TranslationUnit};

use crate::check::fingerprint::{everywhere, fingerprint};
use crate::check::in_language::in_language;
use crate::check::unit::Unit;
use crate::finding::{Class, Finding, Severity};
use crate::lang_code::{default_code, lang_of_code};

/// A rule: its id in reports, how much it matters, and what it says of a unit.
pub struct QaRule {
    /// `qa.` and a name.
    pub id: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What it means, in a sentence.
    pub means: &'static str,
}

const fn rule(id: &'static str, severity: Severity, means: &'static str) -> QaRule {
    QaRule { id, severity, means }
}

/// All rules. Numbers have a class of their own.
pub const RULES: [QaRule; 14] = [
    rule("qa.placeholders", Severity::Major, "Placeholders in the text differ"),
    rule("qa.tags", Severity::Major, "Tags written out in the text differ"),
    rule("qa.codes", Severity::Major, "The inline codes of the two sides differ, or do not pair"),
    rule("qa.empty", Severity::Major, "There is no translation"),
    rule("qa.untranslated", Severity::Major, "Chinese words stand in the English text"),
    rule("qa.same-text", Severity::Major, "Source and translation are the same"),
    rule("qa.wrong-language", Severity::Major, "A text is not in its language"),
    rule(
        "qa.same-source",
        Severity::Minor,
        "The same source is translated in another way elsewhere",
    ),
    rule(
        "qa.length",
        Severity::Minor,
        "One side is far longer than a translation of the other can be",
    ),
    rule("qa.brackets", Severity::Minor, "Brackets or quotation marks do not close on one side"),
    rule("qa.end-punctuation", Severity::Minor, "The two texts end with marks of different kinds"),
    rule("qa.doubled-word", Severity::Minor, "A word stands twice in a row"),
    rule("qa.blanks", Severity::Minor, "One side begins or ends with a blank, the other does not"),
    rule(
        "qa.punctuation",
        Severity::Minor,
        "Punctuation of the other language, or blanks where none belong",
    ),
];

/// The check of units one by one; it remembers how each source was translated.
pub struct Qa {
    cleaner: Cleaner<'static>,
    hasher: RandomState,
    /// The first unit with a source, and its translation.
    sources: HashMap<u64, (usize, u64)>,
}

fn is_chinese(code: &str) -> bool {
    lang_of_code(code) == Some(Lang::Zh)
}

impl Default for Qa {
    fn default() -> Self {
        let tests = Tests {
            is_chinese: &is_chinese,
            in_language: &in_language,
            // They are compared with their places, as findings of their own.
            numbers_differ: &|_, _| None,
        };
        Self {
            cleaner: Cleaner::new(Preset::Strict, tests, "*all*"),
            hasher: RandomState::new(),
            sources: HashMap::new(),
        }
    }
}

impl Qa {
    /// What is wrong with a unit, by the rules in their order.
    pub fn of_unit(&mut self, unit: &Unit) -> Vec<Finding> {
        if unit.target.trim().is_empty() || unit.source.trim().is_empty() {
            let is_due = !unit.source.trim().is_empty();
            let empty = is_due.then(|| finding(unit, "qa.empty", "the target is empty"));
            return empty.into_iter().collect();
        }
        let other = if unit.lang == Lang::Zh { Lang::En } else { Lang::Zh };
        let pair = TranslationUnit::of(
            (default_code(unit.lang), &unit.source),
            (default_code(other), &unit.target),
        );
        let faults = self.cleaner.faults(&pair);
        // Words that were left in Chinese are not another language, too.
        let is_mixed = faults.iter().any(|it| it.0 == Reason::Untranslated);
        let faults = faults.into_iter().filter(|it| !(is_mixed && it.0 == Reason::WrongLanguage));
        let codes = unit.codes.clone().map(|seen| (Reason::Codes, seen));
        let faults = faults.chain(codes).map(|(reason, seen)| {
            let id = format!("qa.{}", reason.id());
            (RULES.iter().find(|rule| rule.id == id), seen)
        });
        let mut findings: Vec<Finding> = faults
            .filter_map(|(rule, seen)| Some(finding(unit, rule?.id, &seen)))
            .chain(self.same_source(unit))
            .collect();
        let place = |it: &Finding| RULES.iter().position(|rule| rule.id == it.rule);
        findings.sort_by_key(place);
        findings
    }

    fn same_source(&mut self, unit: &Unit) -> Option<Finding> {
        let key = |text: &str| {
            let words: Vec<&str> = text.split_whitespace().collect();
            self.hasher.hash_one(words)
        };
        let (source, target) = (key(&unit.source), key(&unit.target));
        let (first, translation) = *self.sources.entry(source).or_insert((unit.number, target));
        let seen = || format!("unit {first} has the same source and another translation");
        (translation != target).then(|| Finding {
            // Units may move.
            fingerprint: fingerprint(unit, "qa.same-source", &[]),
            ..finding(unit, "qa.same-source", &seen())
        })
    }
}

fn finding(unit: &Unit, id: &'static str, seen: &str) -> Finding {
    let severity =
        RULES.iter().find(|rule| rule.id == id).map_or(Severity::Minor, |rule| rule.severity);
    Finding {
        tuid: unit.tuid.clone(),
        reason: Some(seen.to_owned()),
        fingerprint: fingerprint(unit, id, &[seen]),
        // What was seen may be said of any text.
        always: everywhere(id, "", "", unit.chinese()),
        ..Finding::new(id.to_owned(), Class::Qa, severity, unit.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(number: usize, source: &str, target: &str) -> Unit {
        Unit {
            number,
            tuid: None,
            lang: Lang::Zh,
            source: source.to_owned(),
            target: target.to_owned(),
            line: 0,
            is_doubtful: false,
            chapter: None,
            pages: [None; 2],
            codes: None,
            notes: Vec::new(),
        }
    }

    fn rules(qa: &mut Qa, unit: &Unit) -> Vec<String> {
        qa.of_unit(unit).into_iter().map(|it| it.rule).collect()
    }

    #[test]
    fn each_rule_finds_its_fault_and_nothing_else() {
        for (source, target, wanted) in [
            ("删除%d个旧文件。", "Delete %s old files.", "qa.placeholders"),
            ("打开<b>图书馆</b>的门。", "Open the <b>library door.", "qa.tags"),
            ("打开图书馆的门。", "", "qa.empty"),
            ("打开图书馆的门。", "Open the 图书馆 door.", "qa.untranslated"),
            ("打开图书馆的门（南门）。", "Open the library door (south.", "qa.brackets"),
            ("打开图书馆的门。", "Open the library door?", "qa.end-punctuation"),
            ("打开图书馆的门。", "Open the the library door.", "qa.doubled-word"),
            ("打开图书馆的门。", "Open the library door. ", "qa.blanks"),
            ("打开图书馆的门。", "Open the library door ， please.", "qa.punctuation"),
            (
                "打开门。",
                "Open the door of the old library that stands behind the hill near the river where \
                 all the children of the village learnt to read and write in those days.",
                "qa.length",
            ),
        ] {
            assert_eq!(rules(&mut Qa::default(), &unit(1, source, target)), [wanted], "{target}");
        }
        let right = unit(1, "打开图书馆的门。", "Open the library door.");
        assert_eq!(rules(&mut Qa::default(), &right), Vec::<String>::new());
        let codes = Unit { codes: Some("2 <bpt> and 1 <ept>".to_owned()), ..right };
        assert_eq!(rules(&mut Qa::default(), &codes), ["qa.codes"]);
    }

    #[test]
    fn every_rule_can_find_something() {
        let mut qa = Qa::default();
        let mut fired: Vec<String> = Vec::new();
        for (source, target) in [
            ("删除%d个旧文件。", "Delete %s old files."),
            ("打开<b>图书馆</b>的门。", "Open the <b>library door."),
            ("打开图书馆的门。", ""),
            ("打开图书馆的门。", "Open the 图书馆 door."),
            ("打开图书馆的门。", "打开图书馆的门。"),
            ("打开图书馆的门。", "Откройте дверь библиотеки и войдите."),
            ("打开图书馆的门。", "Open the library door (south."),
            ("打开图书馆的门。", "Open the the library door ， please? "),
            (
                "门。",
                "Open the door of the old library that stands behind the hill near the river.",
            ),
        ] {
            let codes = Some("2 <bpt> and 1 <ept>".to_owned());
            fired.extend(rules(&mut qa, &Unit { codes, ..unit(1, source, target) }));
        }
        let never: Vec<&str> =
            RULES.iter().map(|it| it.id).filter(|id| !fired.iter().any(|it| it == id)).collect();
        assert_eq!(never, Vec::<&str>::new());
    }

    #[test]
    fn one_source_in_two_ways_is_found_where_the_second_stands() {
        let mut qa = Qa::default();
        assert!(rules(&mut qa, &unit(1, "开门。", "Open the door.")).is_empty());
        assert!(rules(&mut qa, &unit(2, "开门。", "Open  the door.")).len() <= 1);
        assert_eq!(rules(&mut qa, &unit(3, "开门。", "The door is open.")), ["qa.same-source"]);
        // A line above them changes no name.
        let name = |first| {
            let mut qa = Qa::default();
            qa.of_unit(&unit(first, "开门。", "Open the door."));
            qa.of_unit(&unit(first + 1, "开门。", "The door is open."))[0].fingerprint.clone()
        };
        assert_eq!(name(1), name(2));
    }
}
