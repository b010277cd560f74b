//! Bilingual files are taken into a store.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use diptych_memory::{Entry, Import};
use diptych_segments::Lang;
use diptych_tmx::{Detail, Fault, Reader, Rule, TranslationUnit, Variant, date};

use super::open::Error;
use crate::bitext::units;
use crate::check::units::{Error as Unusable, Heading, each_pair};
use crate::lang_code::{canonical, default_code, lang_of_code};
use crate::read::pairs::PairChoice;
use crate::read::{self, Options};

/// The type of the prop that has the probability of an alignment.
pub(super) const SCORE: &str = "x-diptych-score";

/// What a file gave.
#[derive(Debug, Default)]
pub struct Taken {
    /// What is damaged of a TMX.
    pub damage: Vec<Fault>,
    /// How many units of it were left out, because some of their bytes are no text.
    pub unreadable: usize,
}

/// Takes every unit of a file with two sides into a store.
///
/// # Errors
/// When the file cannot be read or holds no unit in Chinese and English, or the store cannot be
/// written.
pub fn take(file: &Path, import: &mut Import<'_>) -> Result<Taken, Error> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    import.file(&name)?;
    let unread = |error| Unusable::from(units::Error::from(read::Error::io(file, error)));
    if is_tmx(file).map_err(unread)? {
        return take_tmx(file, import);
    }
    let mut pairs = Vec::new();
    let heading = each_pair(file, &Options::default(), |pair, lang| pairs.push((pair, lang)))?;
    for (pair, lang) in pairs {
        if pair.source.trim().is_empty() || pair.target.trim().is_empty() {
            continue;
        }
        let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
        import.add(Entry {
            number: pair.number,
            is_chinese: lang == Lang::Zh,
            source: pair.source,
            target: pair.target,
            source_lang: code_of(lang, &heading),
            target_lang: code_of(other, &heading),
            score: pair.score,
            ..Entry::default()
        })?;
    }
    Ok(Taken { damage: heading.file.damage, unreadable: 0 })
}

/// The code of a language that a file names; the usual one where it names none.
fn code_of(lang: Lang, heading: &Heading) -> String {
    let codes = [&heading.file.source_lang, &heading.file.target_lang].into_iter().flatten();
    let code = codes.map(String::as_str).find(|code| lang_of_code(code) == Some(lang));
    variety(code.unwrap_or_default(), lang)
}

/// A code as units are compared by it: `zh` and `zh_cn` are `zh-CN`, `en` is `en-US`.
fn variety(code: &str, lang: Lang) -> String {
    match canonical(code) {
        Some(code) if code != "zh" && code != "en" => code,
        _ => default_code(lang).to_owned(),
    }
}

/// So many bytes of a file tell its format.
const HEAD: u64 = 4096;

/// Whether the file is a TMX, packed or not.
fn is_tmx(path: &Path) -> io::Result<bool> {
    let name = path.to_string_lossy().to_ascii_lowercase();
    if [".tmx.gz", ".tmx.zip"].iter().any(|end| name.ends_with(end)) {
        return Ok(true);
    }
    let mut head = Vec::new();
    File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    if head.starts_with(&[0x1F, 0x8B])
        && let Ok(unpacked) = diptych_tmx::unpack(File::open(path)?)
    {
        head.clear();
        // What cannot be unpacked is told when it is read.
        let _ = unpacked.take(HEAD).read_to_end(&mut head);
    }
    Ok(read::is_memory(&head, path))
}

fn take_tmx(path: &Path, import: &mut Import<'_>) -> Result<Taken, Error> {
    let shown = || path.display().to_string();
    let failed = |error| Error::Tmx { path: shown(), error };
    let unread = |error| Unusable::from(units::Error::from(read::Error::io(path, error)));
    let file = File::open(path).map_err(unread)?;
    let memory = diptych_tmx::unpack(file).map_err(failed)?;
    let mut reader = Reader::new(memory).map_err(failed)?;
    let mut choice = PairChoice::new(reader.header().srclang());
    let mut unit = TranslationUnit::default();
    let (mut count, mut taken) = (0_usize, Taken::default());
    while reader.read_unit(&mut unit).map_err(failed)? {
        let faults = reader.take_faults();
        let number = reader.unit_number();
        let is_unreadable =
            faults.iter().any(|it| it.rule == Rule::BytesInvalid && it.unit == Some(number));
        taken.damage.extend(faults);
        if is_unreadable {
            taken.unreadable += 1;
            continue;
        }
        let Some((source, target)) = choice.sides(&unit) else { continue };
        if let Some(entry) = entry(&unit, source, target, number)? {
            count += 1;
            import.add(entry)?;
        }
    }
    taken.damage.extend(reader.take_faults());
    taken.damage.retain(|fault| read::pairs::is_damage(fault.rule));
    if count == 0 {
        return Err(match taken.damage.first() {
            Some(first) => {
                let (line, fault) = (first.line, first.fault.clone());
                Unusable::Damaged { path: shown(), line, fault }.into()
            }
            None => Unusable::NoUnit { path: shown() }.into(),
        });
    }
    Ok(taken)
}

/// A unit as it is taken in; none where it is not Chinese beside English, or a side is empty.
fn entry(
    unit: &TranslationUnit,
    source: usize,
    target: usize,
    number: u64,
) -> Result<Option<Entry>, Error> {
    let (first, second) = (&unit.variants[source], &unit.variants[target]);
    let langs = (lang_of_code(first.lang()), lang_of_code(second.lang()));
    let (Some(lang), Some(other)) = langs else { return Ok(None) };
    let texts = (first.text(), second.text());
    if lang == other || texts.0.trim().is_empty() || texts.1.trim().is_empty() {
        return Ok(None);
    }
    let score = unit.prop(SCORE).and_then(|it| it.trim().parse().ok());
    // The store itself knows which of the two is the source.
    let srclang = unit.attributes.get("srclang").and_then(lang_of_code);
    let mut kept = Cow::Borrowed(unit);
    if srclang == Some(lang) {
        kept.to_mut().attributes.remove("srclang");
    }
    let detail = is_more(&kept).then(|| serde_json::to_string(&*kept)).transpose();
    Ok(Some(Entry {
        number: usize::try_from(number).unwrap_or_default(),
        is_chinese: lang == Lang::Zh,
        source: texts.0,
        target: texts.1,
        source_lang: variety(first.lang(), lang),
        target_lang: variety(second.lang(), other),
        date: newest_date(unit),
        score: score.filter(|it: &f32| it.is_finite()),
        detail: detail.map_err(|error| Error::Details(number, error))?,
    }))
}

/// The newest date of a unit and its variants as a number: 20240301120000.
pub(super) fn newest_date(unit: &TranslationUnit) -> Option<u64> {
    let dates = unit.variants.iter().map(|it| &it.attributes).chain([&unit.attributes]);
    let dates = dates.flat_map(|it| ["changedate", "creationdate"].map(|name| it.get(name)));
    let newest = dates.flatten().filter_map(date::strict).max()?;
    newest.replace(['T', 'Z'], "").parse().ok()
}

/// Whether a unit has more than two plain texts in the usual codes, a date and a score.
fn is_more(unit: &TranslationUnit) -> bool {
    let is_plain = |variant: &Variant| {
        let code = lang_of_code(variant.lang()).map(default_code);
        variant.details.is_empty()
            && variant.attributes.iter().count() == 1
            && code == Some(variant.lang())
            && variant.seg.iter().all(|it| matches!(it, diptych_tmx::Inline::Text(_)))
    };
    let is_score = |detail: &Detail| matches!(detail, Detail::Prop(prop) if prop.kind() == SCORE);
    unit.variants.len() != 2
        || !unit.variants.iter().all(is_plain)
        || !unit.details.iter().all(is_score)
        || unit.attributes.iter().any(|(name, _)| name != "changedate")
}
