//! TMX, read as leniently as everywhere.

use diptych_tmx::{Reader as TmxReader, TranslationUnit, Variant, language::primary};

use super::Bilingual;
use crate::read::{Content, Error, ErrorKind, Input, Options, Reader, Report};

/// Reads TMX.
pub(in crate::read) struct Tmx;

impl Reader for Tmx {
    fn read(&self, input: &Input, _: &Options, report: &mut Report) -> Result<Content, Error> {
        let fail = |error: diptych_tmx::Error| {
            let line = error.position().map(|p| p.line);
            let failed = Error::new(input.shown.clone(), ErrorKind::Damaged(error.to_string()));
            line.and_then(|line| usize::try_from(line).ok())
                .into_iter()
                .fold(failed, Error::at_line)
        };
        let mut reader = TmxReader::new(input.bytes.as_slice()).map_err(fail)?;
        let srclang = reader.header().srclang().to_owned();
        let mut both = Bilingual { name: input.name.clone(), ..Bilingual::default() };
        let mut unit = TranslationUnit::default();
        while reader.read_unit(&mut unit).map_err(fail)? {
            let line = usize::try_from(reader.place().line).unwrap_or(0);
            let Some((source, target)) = sides(&unit, &srclang) else {
                report.leave_out(
                    "units with one side",
                    "they pair nothing",
                    Some(format!("line {line}")),
                    "",
                );
                continue;
            };
            both.source_lang.get_or_insert_with(|| source.lang().to_owned());
            both.target_lang.get_or_insert_with(|| target.lang().to_owned());
            both.push(unit.id(), &source.text(), &target.text(), line);
        }
        for fault in reader.take_faults() {
            report.leave_out(
                "faults",
                "they were read around",
                Some(format!("line {}", fault.line)),
                &fault.fault,
            );
        }
        Ok(Content::Pairs(both))
    }
}

/// The source variant and the first in another language.
fn sides<'u>(unit: &'u TranslationUnit, srclang: &str) -> Option<(&'u Variant, &'u Variant)> {
    let source = unit.source(srclang).or_else(|| unit.variants.first())?;
    let target = unit
        .variants
        .iter()
        .find(|v| !primary(v.lang()).eq_ignore_ascii_case(primary(source.lang())))?;
    Some((source, target))
}
