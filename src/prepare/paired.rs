//! A file that holds both sides becomes pairs in known languages.

use std::path::Path;

use diptych_tmx::Fault;

use super::{Error, Options, detected_in, languages};
use crate::bitext::{Pairs, Side, units};
use crate::lang_code::canonical;
use crate::read::{Report, pairs::on_one_line};

/// The pairs of a bilingual file.
#[derive(Debug, Clone)]
pub struct Paired {
    /// The name and language of the sources.
    pub source: Side,
    /// The name and language of the targets.
    pub target: Side,
    /// The pairs.
    pub pairs: Pairs,
    /// What was read and what was left out.
    pub report: Report,
    /// What keeps XML tools from reading the memory; its whole units were read.
    pub damage: Vec<Fault>,
}

/// Reads one file that holds both sides.
///
/// The codes are those of the file unless others are given.
///
/// # Errors
/// [`Error`].
pub fn pairs(
    path: &Path,
    source_options: &Options,
    target_options: &Options,
) -> Result<Paired, Error> {
    let mut pairs = Pairs::default();
    let heading = units::each_unit(path, &source_options.read, &mut |pair| {
        let texts = on_one_line(&pair.source, &pair.target, pair.keeps_lines);
        if let Some((source, target)) = texts {
            pairs.push(&source, &target, pair.line);
            if let Some(context) = &pair.context {
                pairs.set_context(context);
            }
        }
    })?;
    let (file, report) = (heading.file, heading.report);
    if let Some(first) = file.damage.first().filter(|_| pairs.is_empty()) {
        let (line, fault) = (first.line, first.fault.clone());
        return Err(Error::Damaged { name: report.file, line, fault });
    }
    let options = |options: &Options, code: Option<String>| {
        let known = code.and_then(|code| canonical(&code));
        Options { code: options.code.clone().or(known), ..options.clone() }
    };
    let source_options = options(source_options, file.source_lang);
    let target_options = options(target_options, file.target_lang);
    let (sources, targets) = pairs.texts();
    let found = [detected_in(sources, &source_options), detected_in(targets, &target_options)];
    let given = [source_options.code.as_deref(), target_options.code.as_deref()];
    let sides = languages([&file.name, &file.name], found, given)?;
    let [source, target] = sides.map(|(lang, code)| Side { file: file.name.clone(), lang, code });
    Ok(Paired { source, target, pairs, report, damage: file.damage })
}
