//! Translation memories (TMX), unit by unit.

use std::io::Read;

use diptych_tmx::{Detail, Reader as TmxReader, Rule, TranslationUnit, different_codes, inline};

use super::bilingual::{Bilingual, Pair};
use super::choice::PairChoice;
use crate::lang_code::lang_of_code;
use crate::read::{
    error::{Error, ErrorKind},
    input::{Input, Options},
    reader::{Content, Reader},
    report::Report,
};

/// Reads TMX.
pub(in crate::read) struct Tmx;

impl Reader for Tmx {
    fn read(&self, input: &Input, _: &Options, report: &mut Report) -> Result<Content, Error> {
        let mut both = Bilingual { name: input.name.clone(), ..Bilingual::default() };
        let mut pairs = Vec::new();
        each_pair(input.bytes.as_slice(), &mut both, report, &mut |pair| pairs.push(pair))?;
        both.pairs = pairs;
        Ok(Content::Pairs(both))
    }
}

/// Gives each unit with two sides to `each`; no more than one stands in memory.
pub(in crate::read) fn each_pair(
    memory: impl Read,
    both: &mut Bilingual,
    report: &mut Report,
    each: &mut dyn FnMut(Pair),
) -> Result<(), Error> {
    let shown = report.file.clone();
    let fail = |error: diptych_tmx::Error| {
        let line = error.position().map(|p| p.line);
        let failed = Error::new(shown.clone(), ErrorKind::Damaged(error.to_string()));
        line.and_then(|line| usize::try_from(line).ok()).into_iter().fold(failed, Error::at_line)
    };
    let mut reader = TmxReader::new(memory).map_err(fail)?;
    let mut choice = PairChoice::new(reader.header().srclang());
    let (mut unit, mut beside) = (TranslationUnit::default(), Beside::default());
    while reader.read_unit(&mut unit).map_err(fail)? {
        let line = usize::try_from(reader.place().line).unwrap_or(0);
        let Some((source, target)) = choice.sides(&unit) else {
            let place = Some(format!("line {line}"));
            report.leave_out("units with one side", "they pair nothing", place, "");
            continue;
        };
        beside.count(&unit);
        let score = score(&unit);
        let (source, target) = (&unit.variants[source], &unit.variants[target]);
        both.source_lang.get_or_insert_with(|| source.lang().to_owned());
        both.target_lang.get_or_insert_with(|| target.lang().to_owned());
        let pair = Pair {
            number: usize::try_from(reader.unit_number()).unwrap_or(0),
            id: unit.id().map(str::to_owned),
            lang: lang_of_code(source.lang()).filter(|_| lang_of_code(target.lang()).is_some()),
            source: source.text(),
            target: target.text(),
            is_doubtful: score.is_some_and(|score| score < SURE),
            score,
            chapter: None,
            pages: [None; 2],
            codes: different_codes(&source.seg, &target.seg),
            context: None,
            keeps_lines: false,
            notes: notes(&unit),
            line,
        };
        if !pair.is_empty() {
            each(pair);
        }
    }
    for fault in reader.take_faults() {
        let place = Some(format!("line {}", fault.line));
        report.leave_out("faults", "they were read around", place, &fault.fault);
        if is_damage(fault.rule) {
            both.damage.push(fault);
        }
    }
    beside.report(report);
    Ok(())
}

/// Below this score the two texts of a unit that was aligned may not belong together.
const SURE: f32 = 0.95;

/// The score of its alignment that the unit bears.
fn score(unit: &TranslationUnit) -> Option<f32> {
    let score: f32 = unit.prop("x-diptych-score")?.trim().parse().ok()?;
    score.is_finite().then_some(score)
}

/// The remarks of a unit: its notes, and props of the type `note`.
fn notes(unit: &TranslationUnit) -> Vec<String> {
    let remarks = unit.details.iter().filter_map(|detail| match detail {
        Detail::Note(note) => Some(note.text.clone()),
        Detail::Prop(prop) if prop.kind() == "note" => Some(prop.text.clone()),
        _ => None,
    });
    remarks.collect()
}

/// Whether the file is no XML where the rule is broken, rather than XML against the DTD.
pub(crate) fn is_damage(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::EncodingDeclared
            | Rule::BytesInvalid
            | Rule::CharacterIllegal
            | Rule::EntityUnknown
            | Rule::MarkupStray
            | Rule::AttributeBroken
            | Rule::UnitBroken
            | Rule::Truncated
            | Rule::FrameMissing
    )
}

/// What units have besides two texts.
#[derive(Default)]
struct Beside {
    codes: usize,
    notes: usize,
    props: usize,
    attributes: usize,
    variants: usize,
}

impl Beside {
    fn count(&mut self, unit: &TranslationUnit) {
        self.variants += unit.variants.len().saturating_sub(2);
        let of_variants = unit.variants.iter().map(|it| (&it.details, &it.attributes));
        for (details, attributes) in of_variants.chain([(&unit.details, &unit.attributes)]) {
            for detail in details {
                match detail {
                    Detail::Prop(prop) if prop.kind().starts_with("x-diptych-") => {}
                    Detail::Prop(_) => self.props += 1,
                    Detail::Note(_) => self.notes += 1,
                    _ => {}
                }
            }
            let is_lang = |name: &str| matches!(name, "xml:lang" | "lang" | "tuid");
            self.attributes += attributes.iter().filter(|(name, _)| !is_lang(name)).count();
        }
        for variant in &unit.variants {
            inline::codes(&variant.seg, &mut |_| self.codes += 1);
        }
    }

    fn report(self, report: &mut Report) {
        for (what, count) in [
            ("inline codes", self.codes),
            ("notes of units", self.notes),
            ("props of units", self.props),
            ("dates, users and counts of units", self.attributes),
            ("variants in further languages", self.variants),
        ] {
            let why =
                "they are no text of the pair; a TMX that `align` writes from this file keeps them";
            report.keep_beside(what, why, count);
        }
    }
}
