//! Page numbers and running heads.

mod marks;
mod page_number;
pub(crate) mod pages;
mod repeated;
mod running_heads;

#[cfg(test)]
pub(crate) use running_heads::HEADS;

use crate::reflow::lines::line::{Kind, Line};
use crate::reflow::lines::page_style::PageStyle;
use marks::{Marks, masked};
use page_number::page_numbers;

/// Marks page numbers and running heads among `kinds`.
pub(crate) fn mark(lines: &[Line], style: &PageStyle, kinds: &mut [Kind]) {
    let paged = lines.iter().skip(1).any(|line| line.form_feed);
    let edges = repeated::edges(lines);
    let title = repeated::title(lines, style);
    let mut heads = repeated::heads(lines, style, &edges, paged, &title);
    if paged {
        repeated::top_lines(lines, style, &mut heads);
    }
    // The title once more, above itself.
    if let Some(first) = lines.first()
        && lines.len() > 2
    {
        let mask = masked(&first.text);
        heads[0] |= mask.chars().count() >= 6
            && !first.finished
            && repeated::repeats_below(lines, style, &mask);
    }
    let page_numbers = page_numbers(lines, style, &edges, paged, &heads);
    let reasons = vec![marks::HEAD; lines.len()];
    let mut marks = Marks { paged, edges, heads, page_numbers, reasons };
    running_heads::mark_shared(lines, style, &mut marks);
    running_heads::mark_lone_numbers(lines, &mut marks);
    running_heads::mark_turns(lines, style, &mut marks);
    for (index, kind) in kinds.iter_mut().enumerate() {
        if marks.page_numbers[index] {
            *kind = Kind::Furniture(marks::PAGE_NUMBER);
        } else if marks.heads[index] {
            *kind = Kind::Furniture(marks.reasons[index]);
        }
    }
}
