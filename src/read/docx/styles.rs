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
    id: String,
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    hidden: Option<bool>,
    /// The list that its paragraphs stand in, and their level from 0.
    list: Option<String>,
    level: Option<usize>,
}

/// The place of a paragraph in a list.
pub(super) struct Numbered<'a> {
    /// The id of the list (`w:numId`).
    pub(super) list: &'a str,
    /// The level, from 0, where one is said.
    pub(super) level: Option<usize>,
    /// The styles that the list comes from, nearest first, where the paragraph itself names none.
    pub(super) styles: Vec<&'a str>,
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
            let list = e.child("w:pPr").and_then(|p| p.child("w:numPr"));
            let style = Style {
                id: e.attr("styleId")?.to_owned(),
                name: e.child("w:name")?.attr("val")?.trim().to_lowercase(),
                based_on: e.child("w:basedOn").and_then(|b| b.attr("val")).map(str::to_owned),
                outline: e.child("w:pPr").and_then(outline),
                hidden: e.child("w:rPr").and_then(hidden),
                list: list.and_then(list_id).map(str::to_owned),
                level: list.and_then(list_level),
            };
            Some((style.id.clone(), style))
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

    /// The list that a paragraph with the properties `w:pPr` stands in, and its level in it.
    pub(super) fn numbered<'a>(&'a self, properties: Option<&'a Element>) -> Option<Numbered<'a>> {
        let properties = properties?;
        let own = properties.child("w:numPr");
        let id = properties.child("w:pStyle").and_then(|s| s.attr("val")).unwrap_or("");
        let chain = || self.chain(id);
        let own_list = own.and_then(list_id);
        let list = own_list.or_else(|| chain().find_map(|style| style.list.as_deref()))?;
        let by_style = own_list.is_none();
        let level = own
            .and_then(list_level)
            .or_else(|| chain().filter(|_| by_style).find_map(|style| style.level));
        let styles = chain().filter(|_| by_style).map(|style| style.id.as_str()).collect();
        // The list 0 takes a paragraph out of the list of its style.
        (list != "0").then_some(Numbered { list, level, styles })
    }

    /// The list of a numbering style.
    pub(super) fn list_of(&self, style: &str) -> Option<&str> {
        self.styles.get(style)?.list.as_deref()
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

/// The id of the list in `w:numPr`.
fn list_id(numbering: &Element) -> Option<&str> {
    numbering.child("w:numId")?.attr("val")
}

fn list_level(numbering: &Element) -> Option<usize> {
    numbering.child("w:ilvl")?.attr("val")?.parse().ok()
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
    if matches!(name, "toc heading" | "table of figures" | "图表目录" | "圖表目錄") {
        return true;
    }
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
