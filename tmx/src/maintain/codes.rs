//! The language codes of a memory, made those that are asked for.

use crate::header::Header;
use crate::language::{is_any, primary, same};
use crate::unit::TranslationUnit;

/// The codes that the source and the target of a memory are to have.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    /// The source language of the file as it was.
    srclang: String,
    source: Option<String>,
    /// Whether the source has this code whatever it was; else only where the old one says less.
    is_given: bool,
    target: Option<String>,
}

impl Codes {
    /// These codes, whatever the memory has.
    pub fn given(header: &Header, source: Option<&str>, target: Option<&str>) -> Self {
        let owned = |code: Option<&str>| code.map(str::to_owned);
        let srclang = header.srclang().to_owned();
        Self { srclang, source: owned(source), is_given: true, target: owned(target) }
    }

    /// One spelling for the source, as tools want it that compare the header's `srclang` with the
    /// variants letter by letter: the header's own, or that of the first unit where it says more
    /// (`zh-CN` where the header has `zh`).
    pub fn agreeing(header: &Header, first: Option<&TranslationUnit>) -> Self {
        let srclang = header.srclang().to_owned();
        let of_unit = first.and_then(|unit| unit.source(&srclang)).map_or("", |it| it.lang());
        let source = if is_any(&srclang) {
            None
        } else if says_less(&srclang, of_unit) {
            Some(of_unit.to_owned())
        } else {
            Some(srclang.clone())
        };
        Self { srclang, source, is_given: false, target: None }
    }

    /// Gives the header its code.
    pub fn header(&self, header: &mut Header) {
        if let Some(source) = &self.source {
            header.attributes.set("srclang", source.as_str());
        }
    }

    /// Gives the variants of a unit their codes. A target code goes to the variant beside the source,
    /// and in units of several languages to those of its own language.
    pub fn unit(&self, unit: &mut TranslationUnit) {
        let Some(at) = unit.source_index(&self.srclang) else { return };
        if let Some(code) = &self.source {
            let lang = unit.variants[at].lang();
            if self.is_given || same(lang, code) || says_less(lang, code) {
                set(unit, at, code);
            }
            if unit.attributes.get("srclang").is_some_and(|it| same(it, &self.srclang)) {
                unit.attributes.set("srclang", code.as_str());
            }
        }
        let Some(code) = &self.target else { return };
        let is_pair = unit.variants.len() == 2;
        for other in (0..unit.variants.len()).filter(|other| *other != at) {
            let lang = primary(unit.variants[other].lang());
            if is_pair || lang.eq_ignore_ascii_case(primary(code)) {
                set(unit, other, code);
            }
        }
    }
}

/// Whether the first code is the bare language of the second.
fn says_less(bare: &str, code: &str) -> bool {
    bare.len() < code.len() && bare.eq_ignore_ascii_case(primary(code))
}

fn set(unit: &mut TranslationUnit, at: usize, code: &str) {
    let attributes = &mut unit.variants[at].attributes;
    let is_old = attributes.get("xml:lang").is_none() && attributes.get("lang").is_some();
    attributes.set(if is_old { "lang" } else { "xml:lang" }, code);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(codes: &Codes, mut unit: TranslationUnit) -> Vec<String> {
        codes.unit(&mut unit);
        unit.variants.iter().map(|variant| variant.lang().to_owned()).collect()
    }

    #[test]
    fn the_source_is_spelt_as_in_the_header_where_it_says_less() {
        let unit = |source| TranslationUnit::of((source, "好"), ("en", "Good"));
        let agreeing = |srclang, first| Codes::agreeing(&Header::new(srclang), Some(&unit(first)));
        assert_eq!(codes(&agreeing("zh-CN", "zh"), unit("zh")), ["zh-CN", "en"]);
        assert_eq!(codes(&agreeing("zh-CN", "zh_cn"), unit("zh_cn")), ["zh-CN", "en"]);
        assert_eq!(codes(&agreeing("zh", "zh-CN"), unit("zh-CN")), ["zh-CN", "en"]);
        // Another region is another language.
        assert_eq!(codes(&agreeing("zh-CN", "zh-TW"), unit("zh-TW")), ["zh-TW", "en"]);
        assert_eq!(codes(&agreeing("*all*", "zh"), unit("zh")), ["zh", "en"]);
        let mut header = Header::new("zh");
        Codes::agreeing(&header.clone(), Some(&unit("zh-CN"))).header(&mut header);
        assert_eq!(header.srclang(), "zh-CN");
    }

    #[test]
    fn given_codes_are_written_whatever_stood_there() {
        let given = Codes::given(&Header::new("CHS"), Some("zh-CN"), Some("en-GB"));
        let mut unit = TranslationUnit::of(("ENU", "Good"), ("CHS", "好"));
        assert_eq!(codes(&given, unit.clone()), ["en-GB", "zh-CN"]);
        unit.variants[0] = crate::Variant::new("EN", "Good");
        unit.variants.push(crate::Variant::new("de", "Gut"));
        assert_eq!(codes(&given, unit), ["en-GB", "zh-CN", "de"]);
    }
}
