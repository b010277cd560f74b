//! The typed model of a translation unit.

use crate::attributes::Attributes;
use crate::inline::Inline;

/// A translation unit (`tu`): the same text in several languages, with what is known about it.
///
/// A unit may have any number of variants, none included, and the same language twice: real files
/// do. Nothing that stands in the file is dropped or reordered; attributes that TMX does not know
/// are kept too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct TranslationUnit {
    /// The attributes of `<tu>` in file order (`tuid`, `creationdate`, `srclang` …).
    pub attributes: Attributes,
    /// Props, notes and comments before, between and after the variants, in file order.
    pub details: Vec<Detail>,
    /// The variants in file order.
    pub variants: Vec<Variant>,
}

impl TranslationUnit {
    /// A unit of two variants, without anything else.
    ///
    /// ```
    /// let unit = diptych_tmx::TranslationUnit::of(("zh-CN", "你好。"), ("en-US", "Hello."));
    /// assert_eq!(unit.variants[1].text(), "Hello.");
    /// ```
    pub fn of(source: (&str, &str), target: (&str, &str)) -> Self {
        Self {
            variants: vec![Variant::new(source.0, source.1), Variant::new(target.0, target.1)],
            ..Self::default()
        }
    }

    /// The unit's own id (`tuid`).
    pub fn id(&self) -> Option<&str> {
        self.attributes.get("tuid")
    }

    /// The props in file order.
    pub fn props(&self) -> impl Iterator<Item = &Prop> {
        props(&self.details)
    }

    /// The value of the first prop of that type.
    pub fn prop(&self, kind: &str) -> Option<&str> {
        self.props().find(|prop| prop.kind() == kind).map(|prop| prop.text.as_str())
    }

    /// Adds a prop after the details there are.
    pub fn add_prop(&mut self, kind: &str, text: impl Into<String>) {
        self.details.push(Detail::Prop(Prop::new(kind, text)));
    }

    /// Says when the unit was changed last, so that it counts as newer than its copies. `moment` is in
    /// the form of [`date`](crate::date).
    pub fn set_changed(&mut self, moment: &str) {
        self.attributes.set("changedate", moment);
        let dated = self.variants.iter_mut().filter(|it| it.attributes.get("changedate").is_some());
        dated.for_each(|it| it.attributes.set("changedate", moment));
    }

    /// The first variant whose language matches `lang` as BCP 47 does: case and `_` for `-` make
    /// no difference.
    pub fn variant(&self, lang: &str) -> Option<&Variant> {
        self.variants.iter().find(|variant| crate::language::same(variant.lang(), lang))
    }

    /// The variant that is the source: that of the unit's own `srclang`, else of the file's, else
    /// (none of these, or `*all*`) the first.
    pub fn source(&self, header_srclang: &str) -> Option<&Variant> {
        self.source_index(header_srclang).map(|at| &self.variants[at])
    }

    /// Where [`source`](Self::source) stands in `variants`.
    pub fn source_index(&self, header_srclang: &str) -> Option<usize> {
        let srclang = self.attributes.get("srclang").unwrap_or(header_srclang);
        let exact =
            self.variants.iter().position(|variant| crate::language::same(variant.lang(), srclang));
        let close = || {
            let language = crate::language::primary(srclang);
            let mut found = self.variants.iter().enumerate().filter(|(_, variant)| {
                crate::language::primary(variant.lang()).eq_ignore_ascii_case(language)
            });
            found.next().map(|(at, _)| at)
        };
        exact.or_else(close).or(if self.variants.is_empty() { None } else { Some(0) })
    }

    /// Empties the unit; its memory is kept for the next.
    pub(crate) fn clear(&mut self) {
        self.attributes.clear();
        self.details.clear();
        self.variants.clear();
    }
}

/// One language of a unit (`tuv`) with its segment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Variant {
    /// The attributes of `<tuv>` in file order; the language is one of them.
    pub attributes: Attributes,
    /// Props, notes and comments, in file order.
    pub details: Vec<Detail>,
    /// What stands in `<seg>`; empty also where there is no `<seg>`.
    pub seg: Vec<Inline>,
}

impl Variant {
    /// A variant of plain text.
    pub fn new(lang: &str, text: &str) -> Self {
        let seg = if text.is_empty() { Vec::new() } else { vec![Inline::Text(text.to_owned())] };
        Self { attributes: Attributes::from_iter([("xml:lang", lang)]), details: Vec::new(), seg }
    }

    /// The language as written: `xml:lang`, else the older `lang`, else the empty string.
    pub fn lang(&self) -> &str {
        self.attributes.get("xml:lang").or_else(|| self.attributes.get("lang")).unwrap_or("")
    }

    /// The text a reader sees: without codes, with what `hi` and foreign elements enclose.
    pub fn text(&self) -> String {
        let mut text = String::new();
        crate::inline::push_text(&self.seg, &mut text);
        text
    }

    /// The props in file order.
    pub fn props(&self) -> impl Iterator<Item = &Prop> {
        props(&self.details)
    }
}

/// What stands beside the variants of a unit or the segment of a variant, or in the header.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Detail {
    /// A `prop`: something a tool knows.
    Prop(Prop),
    /// A `note`: something a person wrote.
    Note(Note),
    /// An XML comment, without its marks.
    Comment(String),
    /// A processing instruction, without its marks.
    Instruction(String),
    /// A user-defined encoding (`ude`); header only.
    Ude(Ude),
    /// Anything else, as it stands in the file.
    Foreign(String),
}

/// A `prop`. Its type says what its text means; the same type may stand several times.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Prop {
    /// The attributes, `type` among them.
    pub attributes: Attributes,
    /// The value.
    pub text: String,
}

impl Prop {
    /// A prop of that type and value.
    pub fn new(kind: &str, text: impl Into<String>) -> Self {
        Self { attributes: Attributes::from_iter([("type", kind)]), text: text.into() }
    }

    /// The prop's `type`; empty where it has none.
    pub fn kind(&self) -> &str {
        self.attributes.get("type").unwrap_or("")
    }
}

/// A `note`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Note {
    /// The attributes.
    pub attributes: Attributes,
    /// The text.
    pub text: String,
}

/// A user-defined encoding: what its code points mean.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Ude {
    /// The attributes, `name` among them.
    pub attributes: Attributes,
    /// The attributes of each `map`.
    pub maps: Vec<Attributes>,
}

fn props(details: &[Detail]) -> impl Iterator<Item = &Prop> {
    details.iter().filter_map(|detail| match detail {
        Detail::Prop(prop) => Some(prop),
        _ => None,
    })
}
