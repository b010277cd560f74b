//! Bilingual files are taken into a store, and a store becomes a TMX.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use diptych_memory::{Entry, Import, Record, Store};
use diptych_segments::Lang;
use diptych_tmx::{Detail, Fault, Header, Reader, TranslationUnit, Writer, date};

use super::open::Error;
use crate::bitext::units;
use crate::check::units::{Error as Unusable, each_pair};
use crate::lang_code::{default_code, lang_of_code};
use crate::read::pairs::PairChoice;
use crate::read::{self, Options};

/// Takes every unit of a file with two sides into a store; gives what is damaged of a TMX.
///
/// # Errors
/// When the file cannot be read or holds no unit in Chinese and English, or the store cannot be
/// written.
pub fn take(file: &Path, import: &mut Import<'_>) -> Result<Vec<Fault>, Error> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    import.file(&name)?;
    if is_tmx(file) {
        return take_tmx(file, import);
    }
    // What a store says is told when the file is read.
    let mut failed = None;
    let heading = each_pair(file, &Options::default(), |pair, lang| {
        if failed.is_some() || pair.source.trim().is_empty() || pair.target.trim().is_empty() {
            return;
        }
        let entry = Entry {
            number: pair.number,
            is_chinese: lang == Lang::Zh,
            source: pair.source,
            target: pair.target,
            score: pair.score,
            ..Entry::default()
        };
        failed = import.add(entry).err();
    })?;
    failed.map_or(Ok(heading.file.damage), |error| Err(error.into()))
}

/// Whether units of the file have dates and codes to keep.
fn is_tmx(file: &Path) -> bool {
    let name = file.to_string_lossy().to_ascii_lowercase();
    [".tmx", ".tmx.gz", ".tmx.zip"].iter().any(|end| name.ends_with(end))
}

fn take_tmx(path: &Path, import: &mut Import<'_>) -> Result<Vec<Fault>, Error> {
    let shown = || path.display().to_string();
    let failed = |error| Error::Tmx { path: shown(), error };
    let unread = |error| Unusable::from(units::Error::from(read::Error::io(path, error)));
    let file = File::open(path).map_err(unread)?;
    let memory = diptych_tmx::unpack(file).map_err(failed)?;
    let mut reader = Reader::new(memory).map_err(failed)?;
    let mut choice = PairChoice::new(reader.header().srclang());
    let mut unit = TranslationUnit::default();
    let (mut count, mut damage) = (0_usize, Vec::new());
    while reader.read_unit(&mut unit).map_err(failed)? {
        damage.extend(reader.take_faults());
        let Some((source, target)) = choice.sides(&unit) else { continue };
        if let Some(entry) = entry(&unit, source, target, reader.unit_number()) {
            count += 1;
            import.add(entry)?;
        }
    }
    damage.extend(reader.take_faults());
    damage.retain(|fault| read::pairs::is_damage(fault.rule));
    if count == 0 {
        return Err(match damage.first() {
            Some(first) => {
                let (line, fault) = (first.line, first.fault.clone());
                Unusable::Damaged { path: shown(), line, fault }.into()
            }
            None => Unusable::NoUnit { path: shown() }.into(),
        });
    }
    Ok(damage)
}

/// A unit as it is taken in; none where it is not Chinese beside English, or a side is empty.
fn entry(unit: &TranslationUnit, source: usize, target: usize, number: u64) -> Option<Entry> {
    let (first, second) = (&unit.variants[source], &unit.variants[target]);
    let lang = lang_of_code(first.lang())?;
    lang_of_code(second.lang()).filter(|other| *other != lang)?;
    let texts = (first.text(), second.text());
    if texts.0.trim().is_empty() || texts.1.trim().is_empty() {
        return None;
    }
    let dates = unit.variants.iter().map(|it| &it.attributes).chain([&unit.attributes]);
    let dates = dates.flat_map(|it| ["changedate", "creationdate"].map(|name| it.get(name)));
    let newest = dates.flatten().filter_map(date::strict).max();
    let score = unit.prop("x-diptych-score").and_then(|it| it.trim().parse().ok());
    Some(Entry {
        number: usize::try_from(number).unwrap_or_default(),
        is_chinese: lang == Lang::Zh,
        source: texts.0,
        target: texts.1,
        date: newest.and_then(|it| it.replace(['T', 'Z'], "").parse().ok()),
        score: score.filter(|it: &f32| it.is_finite()),
        detail: is_more(unit).then(|| serde_json::to_string(unit).ok()).flatten(),
    })
}

/// Whether a unit has more than two plain texts in the usual codes, a date and a score.
fn is_more(unit: &TranslationUnit) -> bool {
    let is_plain = |variant: &diptych_tmx::Variant| {
        let code = lang_of_code(variant.lang()).map(default_code);
        variant.details.is_empty()
            && variant.attributes.iter().count() == 1
            && code == Some(variant.lang())
            && variant.seg.iter().all(|it| matches!(it, diptych_tmx::Inline::Text(_)))
    };
    let is_score =
        |detail: &Detail| matches!(detail, Detail::Prop(prop) if prop.kind() == "x-diptych-score");
    unit.variants.len() != 2
        || !unit.variants.iter().all(is_plain)
        || !unit.details.iter().all(is_score)
        || unit.attributes.iter().any(|(name, _)| name != "changedate")
}

/// Writes every unit of a store as TMX: what it was where it came from one, else its two texts.
///
/// # Errors
/// When the store cannot be read, or `out` fails.
pub fn export(store: &Store, out: &mut dyn Write) -> Result<usize, Error> {
    let failed = |error| Error::Tmx { path: "TMX".to_owned(), error };
    let (mut chinese, mut english) = (0_usize, 0_usize);
    store.each(|record| {
        *if record.is_chinese { &mut chinese } else { &mut english } += 1;
        Ok::<(), Error>(())
    })?;
    let srclang = if chinese >= english { Lang::Zh } else { Lang::En };
    let mut writer = Writer::new(out, &Header::new(default_code(srclang))).map_err(failed)?;
    let mut count = 0;
    store.each(|record| {
        count += 1;
        writer.write(&unit(&record)).map_err(failed)
    })?;
    writer.finish().map_err(failed)?;
    Ok(count)
}

fn unit(record: &Record) -> TranslationUnit {
    let kept = record.detail.as_deref().and_then(|it| serde_json::from_str(it).ok());
    if let Some(kept) = kept {
        return kept;
    }
    let (source, target) =
        if record.is_chinese { (Lang::Zh, Lang::En) } else { (Lang::En, Lang::Zh) };
    let mut unit = TranslationUnit::of(
        (default_code(source), &record.source),
        (default_code(target), &record.target),
    );
    if let Some(date) = record.date {
        let digits = format!("{date:014}");
        unit.attributes.set("changedate", format!("{}T{}Z", &digits[..8], &digits[8..]));
    }
    if let Some(score) = record.score {
        unit.add_prop("x-diptych-score", format!("{score:.3}"));
    }
    unit
}
