//! The numbers of ordered lists, which a page shows and its text does not have.

use scraper::ElementRef;

use crate::read::counting;

/// The numbers of a list, as far as they are used.
pub(super) struct Numbers {
    next: u32,
    format: &'static str,
}

impl Numbers {
    /// The numbers of a list element; `None` where it shows none.
    pub(super) fn of(list: ElementRef<'_>) -> Option<Self> {
        if list.value().name() != "ol" {
            return None;
        }
        let style = list.attr("style").unwrap_or("").replace(' ', "").to_ascii_lowercase();
        let kind = ["list-style-type:", "list-style:"].iter().find_map(|property| {
            let value = style.split_once(property)?.1;
            value.split([';', '!']).next()
        });
        let format = match (kind, list.attr("type")) {
            (Some("none"), _) => return None,
            (Some("lower-alpha" | "lower-latin"), _) | (None, Some("a")) => "lowerLetter",
            (Some("upper-alpha" | "upper-latin"), _) | (None, Some("A")) => "upperLetter",
            (Some("lower-roman"), _) | (None, Some("i")) => "lowerRoman",
            (Some("upper-roman"), _) | (None, Some("I")) => "upperRoman",
            (Some("cjk-ideographic" | "simp-chinese-informal" | "trad-chinese-informal"), _) => {
                "chineseCountingThousand"
            }
            _ => "decimal",
        };
        let start = list.attr("start").and_then(|start| start.trim().parse().ok());
        Some(Self { next: start.unwrap_or(1), format })
    }

    /// The number of the next item.
    pub(super) fn next(&mut self, item: ElementRef<'_>) -> String {
        let number = item.attr("value").and_then(|value| value.trim().parse().ok());
        let number = number.unwrap_or(self.next);
        self.next = number.saturating_add(1);
        counting::written(number, self.format)
    }
}
