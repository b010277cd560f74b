//! What the DTD of TMX 1.4 says about attributes.

use crate::inline::CodeKind;

/// The values of `segtype`.
pub(crate) const SEGTYPES: [&str; 4] = ["block", "paragraph", "sentence", "phrase"];

/// The attributes whose value is a date.
pub(crate) const DATES: [&str; 3] = ["creationdate", "changedate", "lastusagedate"];

/// Attributes of `<header>` that are not required.
pub(crate) const HEADER: [&str; 5] =
    ["o-encoding", "creationdate", "creationid", "changedate", "changeid"];

/// Attributes of `<tuv>`.
pub(crate) const VARIANT: [&str; 13] = [
    "xml:lang",
    "o-encoding",
    "datatype",
    "usagecount",
    "lastusagedate",
    "creationtool",
    "creationtoolversion",
    "creationdate",
    "creationid",
    "changedate",
    "o-tmf",
    "changeid",
    "lang",
];

/// Whether `<tu>` may have the attribute.
pub(crate) fn unit_has(name: &str) -> bool {
    matches!(name, "tuid" | "segtype" | "srclang")
        || (VARIANT.contains(&name) && !matches!(name, "xml:lang" | "lang"))
}

/// The attributes of `<prop>`; those of `<note>` are the same without `type`.
pub(crate) const PROP: [&str; 4] = ["type", "xml:lang", "o-encoding", "lang"];

/// The attributes of `<ude>` and `<map>`.
pub(crate) const UDE: [&str; 2] = ["name", "base"];
pub(crate) const MAP: [&str; 4] = ["unicode", "code", "ent", "subst"];

/// The attributes of an inline element.
pub(crate) fn code(kind: &CodeKind) -> &'static [&'static str] {
    match kind {
        CodeKind::Bpt => &["i", "x", "type"],
        CodeKind::Ept => &["i"],
        CodeKind::Ph => &["x", "assoc", "type"],
        CodeKind::It => &["pos", "x", "type"],
        CodeKind::Hi => &["x", "type"],
        CodeKind::Ut => &["x"],
        CodeKind::Sub => &["datatype", "type"],
        CodeKind::Foreign(_) => &[],
    }
}
