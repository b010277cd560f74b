//! The numbers that Word puts before paragraphs: 第一章, 一、, 1.1, (a).
//!
//! They stand in no run; a reader of the page sees them all the same, and a
//! contract refers to them. Bullets are signs of a list, not text.

use std::collections::{HashMap, HashSet};

use super::styles::{Numbered, Styles};
use crate::read::{counting, xml::Element};

/// How many levels a list has.
const LEVELS: usize = 9;

/// The lists of a document, and how far each has counted.
#[derive(Default)]
pub(super) struct Numbering {
    patterns: Patterns,
    /// How far the levels of each pattern have counted; `None` before the first paragraph.
    counters: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists and levels that have begun anew, as they ask to once.
    restarted: HashSet<(String, usize)>,
}

#[derive(Default)]
struct Patterns {
    lists: HashMap<String, List>,
    /// The lists that follow them.
    uses: HashMap<String, Use>,
}

/// `w:abstractNum`: a pattern that lists follow.
#[derive(Default)]
struct List {
    levels: HashMap<usize, Level>,
    /// The numbering style that has the levels, where they are not here.
    by_style: Option<String>,
}

/// `w:num`: a list that follows a pattern, with changes of its own.
struct Use {
    list: String,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

#[derive(Clone)]
struct Level {
    start: u32,
    format: String,
    text: String,
    gap: &'static str,
    /// Every number in it is decimal.
    legal: bool,
    /// After which levels it begins anew, as the first of them that does not; all before it
    /// where nothing is said.
    restart: usize,
    style: Option<String>,
}

/// What stands before a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing.
    None,
    /// A sign that counts nothing.
    Bullet,
    /// A number with the gap after it.
    Number(String),
}

impl Numbering {
    pub(super) fn new(root: Option<&Element>) -> Self {
        let mut patterns = Patterns::default();
        for element in root.into_iter().flat_map(Element::elements) {
            match element.name.as_str() {
                "w:abstractNum" => {
                    let Some(id) = element.attr("abstractNumId") else { continue };
                    let levels = levels(element).collect();
                    let by_style = value(element, "w:numStyleLink").map(str::to_owned);
                    patterns.lists.insert(id.to_owned(), List { levels, by_style });
                }
                "w:num" => {
                    let (Some(id), Some(list)) =
                        (element.attr("numId"), value(element, "w:abstractNumId"))
                    else {
                        continue;
                    };
                    let changes = || element.elements().filter(|e| e.name == "w:lvlOverride");
                    let starts = changes().filter_map(|change| {
                        let start = value(change, "w:startOverride")?.parse().ok()?;
                        Some((change.attr("ilvl")?.parse().ok()?, start))
                    });
                    let used = Use {
                        list: list.to_owned(),
                        starts: starts.collect(),
                        levels: changes().flat_map(levels).collect(),
                    };
                    patterns.uses.insert(id.to_owned(), used);
                }
                _ => {}
            }
        }
        Self { patterns, ..Self::default() }
    }

    /// Counts a paragraph with the properties `w:pPr`, and gives what stands before it.
    pub(super) fn next(&mut self, properties: Option<&Element>, styles: &Styles) -> Mark {
        let Some(numbered) = styles.numbered(properties) else { return Mark::None };
        self.counted(&numbered, styles).unwrap_or(Mark::None)
    }

    fn counted(&mut self, numbered: &Numbered<'_>, styles: &Styles) -> Option<Mark> {
        let used = self.patterns.uses.get(numbered.list)?;
        let list = self.patterns.list(&used.list, styles)?;
        let level_of = |n: usize| used.levels.get(&n).or_else(|| list.levels.get(&n));
        // A level may belong to a style, whatever that says of its level.
        let level_of_style = |style: &&str| {
            (0..LEVELS).find(|n| level_of(*n).is_some_and(|l| l.style.as_deref() == Some(*style)))
        };
        let by_style = numbered.styles.iter().find_map(level_of_style);
        let at = by_style.or(numbered.level).unwrap_or(0);
        let level = level_of(at)?;
        let counters = self.counters.entry(used.list.clone()).or_default();
        let restart =
            used.starts.get(&at).filter(|_| self.restarted.insert((numbered.list.to_owned(), at)));
        counters[at] = Some(match (restart, counters[at]) {
            (Some(start), _) => *start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => level.start,
        });
        for (deeper, counter) in counters.iter_mut().enumerate().skip(at + 1) {
            if level_of(deeper).is_none_or(|level| at < level.restart) {
                *counter = None;
            }
        }
        if level.format == "bullet" {
            return Some(Mark::Bullet);
        }
        let number = |n: usize| -> Option<String> {
            let counted = level_of(n)?;
            let format = if level.legal { "decimal" } else { counted.format.as_str() };
            Some(counting::written(counters[n].unwrap_or(counted.start), format))
        };
        let mut text = String::new();
        let mut rest = level.text.chars().peekable();
        while let Some(c) = rest.next() {
            match rest.peek().and_then(|d| d.to_digit(10)) {
                Some(n @ 1..=9) if c == '%' => {
                    rest.next();
                    text += &number(n as usize - 1).unwrap_or_default();
                }
                _ => text.push(c),
            }
        }
        // A gap after a full-width mark is only layout.
        let wide = text.ends_with(['、', '，', '．', '。', '：', '）', '】', '〕', '》']);
        if !text.trim().is_empty() && !wide {
            text.push_str(level.gap);
        }
        Some(if text.trim().is_empty() { Mark::None } else { Mark::Number(text) })
    }
}

impl Patterns {
    /// A pattern by its id; one that refers to a numbering style has that style's levels.
    fn list(&self, id: &str, styles: &Styles) -> Option<&List> {
        let list = self.lists.get(id)?;
        let Some(style) = list.by_style.as_deref().filter(|_| list.levels.is_empty()) else {
            return Some(list);
        };
        self.lists.get(&self.uses.get(styles.list_of(style)?)?.list)
    }
}

/// The levels in an element, by their number from 0.
fn levels(element: &Element) -> impl Iterator<Item = (usize, Level)> {
    element.elements().filter(|e| e.name == "w:lvl").filter_map(|e| {
        let at: usize = e.attr("ilvl")?.parse().ok().filter(|at| *at < LEVELS)?;
        let level = Level {
            start: value(e, "w:start").and_then(|v| v.parse().ok()).unwrap_or(0),
            format: value(e, "w:numFmt").unwrap_or("decimal").to_owned(),
            text: value(e, "w:lvlText").unwrap_or_default().to_owned(),
            gap: match value(e, "w:suff") {
                Some("nothing") => "",
                _ => " ",
            },
            legal: e.child("w:isLgl").is_some_and(super::styles::is_on),
            restart: value(e, "w:lvlRestart").and_then(|v| v.parse().ok()).unwrap_or(at),
            style: value(e, "w:pStyle").map(str::to_owned),
        };
        Some((at, level))
    })
}

/// The value of a child element.
fn value<'e>(element: &'e Element, child: &str) -> Option<&'e str> {
    element.child(child)?.attr("val")
}
