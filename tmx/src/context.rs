//! Where a unit stands in its text, as the tools note it.

use crate::unit::{Prop, TranslationUnit, Variant};

/// Whether a prop says where a unit stands, so that two units that differ in it are not the same:
/// the context props of Trados Studio, memoQ, MateCat, OmegaT, `OpenTM2` and Swordfish, and `x-context`,
/// which is `msgctxt` of PO.
pub fn is_context(kind: &str) -> bool {
    matches!(
        kind,
        "x-Context"
            | "x-ContextContent"
            | "x-context"
            | "x-IdContext"
            | "x-StructureContext:MultipleString"
            | "x-context-pre"
            | "x-context-post"
            | "file"
            | "id"
            | "prev"
            | "next"
            | "path"
            | "tmgr:context"
    ) || kind.starts_with("prev-")
        || kind.starts_with("next-")
}

/// The context props of a unit and of its variants, in a fixed order.
pub fn context(unit: &TranslationUnit) -> Vec<(&str, &str)> {
    let of_variants = unit.variants.iter().flat_map(Variant::props);
    let mut context: Vec<(&str, &str)> = unit
        .props()
        .chain(of_variants)
        .filter(|prop| is_context(prop.kind()))
        .map(|prop| (prop.kind(), prop.text.as_str()))
        .collect();
    context.sort_unstable();
    context
}

/// How sure a translation is by what the tool noted: 0 unknown or rejected, up to 6 signed off.
///
/// The levels are those of Trados Studio (`x-ConfirmationLevel`), and what comes nearest in
/// MateCat (`x-MateCAT-status`).
pub fn confirmation(unit: &TranslationUnit) -> u8 {
    let level = |prop: &Prop| {
        if !matches!(prop.kind(), "x-ConfirmationLevel" | "x-MateCAT-status") {
            return None;
        }
        Some(match prop.text.as_str() {
            "ApprovedSignOff" => 6,
            "ApprovedTranslation" | "APPROVED" | "APPROVED2" => 5,
            "Translated" | "TRANSLATED" => 4,
            "Draft" | "DRAFT" => 2,
            "RejectedSignOff" | "RejectedTranslation" | "REJECTED" => 1,
            _ => 0,
        })
    };
    unit.props().filter_map(level).max().unwrap_or(0)
}
