//! Translation memories (TMX), unit by unit.

use std::io::Read;

use diptych_segments::Lang;
use diptych_tmx::{Detail, Reader as TmxReader, Rule, TranslationUnit, Variant, language::primary};

use super::bilingual::{Bilingual, Pair};
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
    let srclang = reader.header().srclang().to_owned();
    let mut unit = TranslationUnit::default();
    while reader.read_unit(&mut unit).map_err(fail)? {
        let line = usize::try_from(reader.place().line).unwrap_or(0);
        let Some((source, target)) = sides(&unit, &srclang) else {
            let place = Some(format!("line {line}"));
            report.leave_out("units with one side", "they pair nothing", place, "");
            continue;
        };
        both.source_lang.get_or_insert_with(|| source.lang().to_owned());
        both.target_lang.get_or_insert_with(|| target.lang().to_owned());
        let pair = Pair {
            number: usize::try_from(reader.unit_number()).unwrap_or(0),
            id: unit.id().map(str::to_owned),
            lang: lang_of_code(source.lang()).filter(|_| lang_of_code(target.lang()).is_some()),
            source: source.text(),
            target: target.text(),
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
    Ok(())
}

/// The Chinese and the English variant, the source first; of a unit without both, the source and
/// the first variant in another language.
fn sides<'u>(unit: &'u TranslationUnit, srclang: &str) -> Option<(&'u Variant, &'u Variant)> {
    let source = unit.source(srclang).or_else(|| unit.variants.first())?;
    let of = |lang| unit.variants.iter().find(|it| lang_of_code(it.lang()) == Some(lang));
    if let (Some(chinese), Some(english)) = (of(Lang::Zh), of(Lang::En)) {
        let is_english = lang_of_code(source.lang()) == Some(Lang::En);
        return Some(if is_english { (english, chinese) } else { (chinese, english) });
    }
    let is_other = |it: &&Variant| !primary(it.lang()).eq_ignore_ascii_case(primary(source.lang()));
    Some((source, unit.variants.iter().find(is_other)?))
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
fn is_damage(rule: Rule) -> bool {
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
