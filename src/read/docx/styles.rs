//! What a Word style says of a paragraph or run.

use std::collections::HashMap;

use diptych_segments::Role;

use crate::read::xml::Element;

/// How many styles may be based on one another in a row.
const MAX_BASES: usize = 20;

/// The styles of a document by their id.
#[derive(Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
}

struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    hidden: Option<bool>,
}

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text with this role.
    Text(Role),
    /// An entry of a table of contents.
    Contents,
}

impl Styles {
    pub(super) fn new(root: Option<&Element>) -> Self {
        let style = |e: &Element| {
            let style = Style {
                name: e.child("w:name")?.attr("val")?.trim().to_lowercase(),
                based_on: e.child("w:basedOn").and_then(|b| b.attr("val")).map(str::to_owned),
                outline: e.child("w:pPr").and_then(outline),
                hidden: e.child("w:rPr").and_then(hidden),
            };
            Some((e.attr("styleId")?.to_owned(), style))
        };
        let styles = root
            .into_iter()
            .flat_map(Element::elements)
            .filter(|e| e.name == "w:style")
            .filter_map(style);
        Self { styles: styles.collect() }
    }

    /// The style and those it is based on, nearest first.
    fn chain<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Style> {
        std::iter::successors(self.styles.get(id), |style| {
            self.styles.get(style.based_on.as_deref()?)
        })
        .take(MAX_BASES)
    }

    /// What a paragraph with the properties `w:pPr` is.
    ///
    /// An outline level of its own decides, then those of its styles, then a
    /// style's name, which Word keeps in English and other programs translate.
    pub(super) fn kind(&self, properties: Option<&Element>) -> Kind {
        let id =
            properties.and_then(|p| p.child("w:pStyle")).and_then(|s| s.attr("val")).unwrap_or("");
        if let Some(level) = properties.and_then(outline) {
            return Kind::Text(role_of_level(level));
        }
        let unknown = (!self.styles.contains_key(id)).then(|| id.to_lowercase());
        let names = || self.chain(id).map(|s| s.name.as_str()).chain(unknown.as_deref());
        if names().any(is_contents) {
            return Kind::Contents;
        }
        if let Some(role) = names().find_map(named_role) {
            return Kind::Text(role);
        }
        let level = self.chain(id).find_map(|style| style.outline);
        Kind::Text(level.map_or(Role::Paragraph, role_of_level))
    }

    /// Whether a run (`w:rPr`) in a paragraph (`w:pPr`) is hidden text.
    pub(super) fn is_hidden(&self, run: Option<&Element>, paragraph: Option<&Element>) -> bool {
        let by_style = |properties: Option<&Element>, kind: &str| {
            let id = properties?.child(kind)?.attr("val")?;
            self.chain(id).find_map(|style| style.hidden)
        };
        run.and_then(hidden)
            .or_else(|| by_style(run, "w:rStyle"))
            .or_else(|| by_style(paragraph, "w:pStyle"))
            .unwrap_or(false)
    }
}

/// Whether an on-off element is on: present, and not set to off.
pub(super) fn is_on(element: &Element) -> bool {
    !matches!(element.attr("val"), Some("0" | "false" | "off"))
}

fn hidden(run_properties: &Element) -> Option<bool> {
    run_properties.child("w:vanish").map(is_on)
}

fn outline(properties: &Element) -> Option<u8> {
    properties.child("w:outlineLvl")?.attr("val")?.parse().ok()
}

/// Word's levels count from 0; 9 is body text.
fn role_of_level(level: u8) -> Role {
    if level < 9 { Role::Heading(level + 1) } else { Role::Paragraph }
}

fn is_contents(name: &str) -> bool {
    ["toc ", "toc", "目录", "目錄", "contents "]
        .iter()
        .any(|start| name.strip_prefix(start).is_some_and(|n| n.trim().parse::<u8>().is_ok()))
}

/// The role that a style's name (in lower case) gives; 标题 alone is the title, 标题 1 a heading.
fn named_role(name: &str) -> Option<Role> {
    match name {
        "title" | "subtitle" | "标题" | "標題" | "副标题" | "副標題" => {
            return Some(Role::Title);
        }
        "abstract" | "摘要" | "提要" => return Some(Role::Abstract),
        _ => {}
    }
    let number = ["heading", "标题", "標題"].iter().find_map(|start| name.strip_prefix(start))?;
    let level: u8 = number.trim().parse().ok()?;
    (1..=9).contains(&level).then_some(Role::Heading(level))
}
