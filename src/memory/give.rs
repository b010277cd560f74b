//! A store becomes a TMX.

use std::io::Write;

use diptych_memory::{Record, Store};
use diptych_segments::Lang;
use diptych_tmx::{Detail, Header, TranslationUnit, Writer};

use super::open::Error;
use super::take::{SCORE, newest_date};
use crate::lang_code::{default_code, lang_of_code};

/// Writes every unit of a store as TMX: what it was where it came from one, else its two texts. A unit
/// whose source is not that of the header says so.
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
    let srclang = default_code(if chinese >= english { Lang::Zh } else { Lang::En });
    let mut writer = Writer::new(out, &Header::new(srclang)).map_err(failed)?;
    let mut count = 0;
    store.each(|record| {
        count += 1;
        let unit = unit(&record, srclang)
            .map_err(|error| store.damaged(format!("unit {}: {error}", record.id)))?;
        writer.write(&unit).map_err(failed)
    })?;
    writer.finish().map_err(failed)?;
    Ok(count)
}

/// # Errors
/// Why its details cannot be read.
fn unit(record: &Record, srclang: &str) -> Result<TranslationUnit, serde_json::Error> {
    let mut unit = match record.detail.as_deref() {
        Some(detail) => serde_json::from_str(detail)?,
        None => TranslationUnit::of(
            (&record.source_lang, &record.source),
            (&record.target_lang, &record.target),
        ),
    };
    if let Some(date) = record.date
        && newest_date(&unit) != Some(date)
    {
        let digits = format!("{date:014}");
        unit.set_changed(&format!("{}T{}Z", &digits[..8], &digits[8..]));
    }
    let score = record.score.map(|score| format!("{score:.3}"));
    if unit.prop(SCORE) != score.as_deref() {
        unit.details.retain(|it| !matches!(it, Detail::Prop(prop) if prop.kind() == SCORE));
        if let Some(score) = score {
            unit.add_prop(SCORE, score);
        }
    }
    direct(&mut unit, record.is_chinese, srclang);
    Ok(unit)
}

/// Names the source of a unit where a reader would take another variant for it.
fn direct(unit: &mut TranslationUnit, is_chinese: bool, srclang: &str) {
    let lang = if is_chinese { Lang::Zh } else { Lang::En };
    let of_variant = |at: usize| unit.variants.get(at).map(|it| it.lang().to_owned());
    let is_source = |code: &String| lang_of_code(code) == Some(lang);
    if !unit.source_index(srclang).and_then(of_variant).is_some_and(|it| is_source(&it)) {
        let code = (0..unit.variants.len()).filter_map(of_variant).find(is_source);
        if let Some(code) = code {
            unit.attributes.set("srclang", code);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_that_cannot_be_read_are_an_error() {
        let record = |detail: &str| Record {
            id: 1,
            is_chinese: true,
            source: "云".to_owned(),
            target: "Cloud".to_owned(),
            source_lang: "zh-CN".to_owned(),
            target_lang: "en-US".to_owned(),
            origin: "a.tmx".to_owned(),
            date: None,
            score: None,
            contexts: Vec::new(),
            detail: Some(detail.to_owned()),
        };
        let whole = TranslationUnit::of(("zh-CN", "云"), ("en-US", "Cloud"));
        let detail = serde_json::to_string(&whole).unwrap();
        assert_eq!(unit(&record(&detail), "zh-CN").unwrap(), whole);
        assert!(unit(&record(&detail[1..]), "zh-CN").is_err());
    }
}
