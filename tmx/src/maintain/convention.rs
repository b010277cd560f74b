//! From the conventions of one tool to those of another.

use crate::context::is_context;
use crate::fault::Rule;
use crate::header::Header;
use crate::inline::{CodeKind, Inline, is_blank};
use crate::read::parse;
use crate::unit::{Detail, Prop, TranslationUnit, Variant};

/// Whose conventions a file follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convention {
    /// `OmegaT`: nothing that ties a unit to one place, no empty target.
    OmegaT,
    /// Trados Studio: no `ut`, `sub` or `it`; props begin with `x-`.
    Trados,
    /// memoQ: the context is in the source variant, as an escaped `<seg>`.
    MemoQ,
    /// Text only (TMX level 1).
    Plain,
}

/// What the segment before or after is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Neighbour {
    Before,
    After,
}

/// Makes the unit follow the convention.
///
/// # Errors
/// The tool would do harm with the unit or never use it, so it is to be left out; the value says why.
pub fn adapt(
    unit: &mut TranslationUnit,
    header: &Header,
    convention: Convention,
) -> Result<(), (Rule, &'static str)> {
    let neighbours = take_neighbours(unit, convention);
    for variant in &mut unit.variants {
        variant.seg = codes_for(std::mem::take(&mut variant.seg), convention);
    }
    if unit.variants.len() < 2 {
        return Err((Rule::VariantSingle, "it has no target"));
    }
    let source = unit.source_index(header.srclang()).unwrap_or(0);
    if convention == Convention::OmegaT {
        // OmegaT puts an empty target in place of the translator's text.
        if unit.variants.iter().any(|variant| is_blank(&variant.seg)) {
            return Err((Rule::SegmentEmpty, "a segment is empty"));
        }
    }
    // Tools that take the first variant for the source shall be right.
    let moved = unit.variants.remove(source);
    unit.variants.insert(0, moved);
    match convention {
        Convention::MemoQ => {
            for (neighbour, text) in neighbours {
                let kind = context_kind(neighbour);
                let mut escaped = String::new();
                crate::characters::escape_text(&text, &mut escaped);
                let prop = Prop::new(kind, format!("<seg>{escaped}</seg>"));
                unit.variants[0].details.push(Detail::Prop(prop));
            }
        }
        Convention::Trados | Convention::Plain => {
            for (neighbour, text) in neighbours {
                unit.add_prop(context_kind(neighbour), text);
            }
        }
        // Context would tie the unit to one place.
        Convention::OmegaT => {}
    }
    if convention == Convention::Trados {
        let details =
            unit.details.iter_mut().chain(unit.variants.iter_mut().flat_map(|v| &mut v.details));
        for detail in details {
            if let Detail::Prop(prop) = detail
                && !prop.kind().starts_with("x-")
            {
                let kind = format!("x-{}", prop.kind().replace(':', "-"));
                prop.attributes.set("type", kind);
            }
        }
    }
    Ok(())
}

/// Makes the header follow the convention.
pub fn adapt_header(header: &mut Header, convention: Convention) {
    if convention == Convention::Plain {
        header.attributes.set("datatype", "plaintext");
    }
    // What the tool's own files say of themselves would be wrong of this one.
    header.attributes.set("creationtool", "diptych");
    header.attributes.set("creationtoolversion", env!("CARGO_PKG_VERSION"));
    header.attributes.set("o-tmf", "diptych");
}

fn context_kind(neighbour: Neighbour) -> &'static str {
    match neighbour {
        Neighbour::Before => "x-context-pre",
        Neighbour::After => "x-context-post",
    }
}

/// Takes the props that tie a unit to its place, but for those that are the tool's own, and gives back
/// the source texts before and after.
fn take_neighbours(unit: &mut TranslationUnit, convention: Convention) -> Vec<(Neighbour, String)> {
    let mut neighbours = Vec::new();
    let mut take = |details: &mut Vec<Detail>| {
        details.retain(|detail| {
            let Detail::Prop(prop) = detail else { return true };
            if is_own(prop, convention) {
                return true;
            }
            let found = match prop.kind() {
                "prev" => Some((Neighbour::Before, prop.text.clone())),
                "next" => Some((Neighbour::After, prop.text.clone())),
                "x-context-pre" => Some((Neighbour::Before, unwrap_seg(&prop.text))),
                "x-context-post" => Some((Neighbour::After, unwrap_seg(&prop.text))),
                "x-ContextContent" => studio_source(&prop.text).map(|t| (Neighbour::Before, t)),
                other => return !is_context(other),
            };
            neighbours.extend(found.filter(|(_, text)| !text.trim().is_empty()));
            false
        });
    };
    take(&mut unit.details);
    unit.variants.iter_mut().for_each(|variant: &mut Variant| take(&mut variant.details));
    neighbours
}

/// Whether the tool wrote this context itself, so that it reads it as it stands.
fn is_own(prop: &Prop, convention: Convention) -> bool {
    match convention {
        Convention::Trados => matches!(
            prop.kind(),
            "x-Context" | "x-ContextContent" | "x-IdContext" | "x-StructureContext:MultipleString"
        ),
        Convention::MemoQ => {
            matches!(prop.kind(), "x-context-pre" | "x-context-post")
                && prop.text.trim_start().starts_with("<seg>")
        }
        Convention::OmegaT | Convention::Plain => false,
    }
}

/// The text of `<seg>text</seg>`, of plain text the text.
fn unwrap_seg(context: &str) -> String {
    let wrapped = context.trim();
    let is_seg = wrapped.starts_with("<seg>") && wrapped.ends_with("</seg>");
    let mut unit = TranslationUnit::default();
    let text = format!("<tu><tuv>{wrapped}</tuv></tu>");
    let read =
        is_seg && parse::unit(&text, &parse::Context::default(), &mut unit, &mut vec![]).is_ok();
    match unit.variants.first() {
        Some(variant) if read => variant.text(),
        _ => context.to_owned(),
    }
}

/// The source text of `source | codes | target | codes`, in which `||` stands for `|`.
fn studio_source(content: &str) -> Option<String> {
    let marked = content.replace("||", "\u{1}");
    let source = marked.split('|').next()?.trim().replace('\u{1}', "|");
    Some(source)
}

/// The codes of a segment as the tool reads them.
fn codes_for(seg: Vec<Inline>, convention: Convention) -> Vec<Inline> {
    let mut adapted = Vec::with_capacity(seg.len());
    for inline in seg {
        match inline {
            Inline::Code(mut code) => {
                if convention == Convention::Plain {
                    let mut text = String::new();
                    crate::inline::push_text(&[Inline::Code(code)], &mut text);
                    push_text(&mut adapted, text);
                    continue;
                }
                let read_by_all = !matches!(code.kind, CodeKind::Ut | CodeKind::It);
                if convention != Convention::OmegaT && !read_by_all {
                    code.kind = CodeKind::Ph;
                    code.attributes.remove("pos");
                }
                code.content = if convention == Convention::Trados && !code.kind.encloses_text() {
                    let mut native = String::new();
                    push_native(&code.content, &mut native);
                    if native.is_empty() { Vec::new() } else { vec![Inline::Text(native)] }
                } else {
                    codes_for(code.content, convention)
                };
                adapted.push(Inline::Code(code));
            }
            Inline::Text(text) => push_text(&mut adapted, text),
            Inline::Comment(_) | Inline::Instruction(_) => {}
        }
    }
    adapted
}

fn push_text(seg: &mut Vec<Inline>, text: String) {
    match seg.last_mut() {
        _ if text.is_empty() => {}
        Some(Inline::Text(last)) => last.push_str(&text),
        _ => seg.push(Inline::Text(text)),
    }
}

/// All text in a code, that of flows included.
fn push_native(content: &[Inline], native: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) => native.push_str(text),
            Inline::Code(code) => push_native(&code.content, native),
            Inline::Comment(_) | Inline::Instruction(_) => {}
        }
    }
}
