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
        let style = list.attr("style").unwrap_or("").replace(' ', "").to_ascii_lowercase();
        let bare = style.contains("list-style:none") || style.contains("list-style-type:none");
        if list.value().name() != "ol" || bare {
            return None;
        }
        let format = match list.attr("type") {
            Some("a") => "lowerLetter",
            Some("A") => "upperLetter",
            Some("i") => "lowerRoman",
            Some("I") => "upperRoman",
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
