//! Footnotes whose labels were raised, so that they came out on lines of their own: before their
//! notes, behind them, or all together at the end of the page.

use std::collections::BTreeMap;

use super::find::{Note, Reader};
use crate::reflow::lines::label::{self, Label};

/// How many lines the notes may take that stand above the first label.
const ABOVE: usize = 24;

impl Reader<'_> {
    /// The places where such notes start and end on the page that opens at `open`.
    pub(crate) fn raised_foot(&self, open: usize) -> Option<(usize, usize)> {
        let end = self.page_end(open);
        let labels: Vec<(usize, Label)> = (open + 1..end)
            .filter_map(|at| Label::alone(&self.line(at).text).map(|label| (at, label)))
            .collect();
        // The earliest label from which on all are the numbers of one row.
        let from = (0..labels.len()).find(|&from| self.is_row(&labels[from..], open, end))?;
        let first = labels[from].0;
        let trailing = labels.last().is_some_and(|last| last.0 + 1 == end);
        let start = if trailing {
            let row = labels.iter().rev().zip((0..end).rev()).take_while(|(l, at)| l.0 == *at);
            self.raised_start(first, open, row.count())?
        } else {
            self.rest_above(first, open)
        };
        Some((start, end))
    }

    /// Whether labels count without a gap and the body calls for them, or references stand by.
    fn is_row(&self, labels: &[(usize, Label)], open: usize, end: usize) -> bool {
        let mut numbers: Vec<u32> = labels.iter().map(|label| label.1.number).collect();
        numbers.sort_unstable();
        if numbers.windows(2).any(|pair| pair[0] + 1 != pair[1]) {
            return false;
        }
        // One label alone is a note where the body calls for it.
        if let [number] = numbers[..] {
            let mut marked = false;
            for at in open..labels[0].0 {
                label::marks(&self.line(at).text, |_, mark| marked |= mark == number);
            }
            return marked;
        }
        let near = labels[0].0.saturating_sub(6).max(open + 1);
        (near..end).any(|at| label::is_strict_reference(&self.line(at).text))
    }

    /// Where `count` notes start that stand above their labels: each ends in a stop.
    fn raised_start(&self, first: usize, open: usize, count: usize) -> Option<usize> {
        let lowest = (open + 1).max(first.saturating_sub(ABOVE));
        let mut ends = (lowest..first).rev().filter(|&at| self.line(at).finished);
        (lowest < first).then(|| ends.nth(count - 1).unwrap_or(lowest))
    }

    /// Where the rest of a note starts that runs over from the page before, or the first label.
    fn rest_above(&self, first: usize, open: usize) -> usize {
        if !self.runs_over() {
            return first;
        }
        let lowest = (open + 1).max(first.saturating_sub(8));
        (lowest..first).rev().find(|&at| self.line(at).blanks > 0).unwrap_or(first)
    }

    /// Whether the last note of the page before breaks off.
    fn runs_over(&self) -> bool {
        let last = self.notes.last().and_then(|note| note.lines.last());
        last.is_some_and(|&(index, _)| !self.lines[index].finished)
    }

    /// Reads the notes of the lines `start..end`: each row of labels has the text that follows it;
    /// labels without one have the text above all others.
    pub(crate) fn read_raised(&mut self, start: usize, end: usize) {
        let numbers: BTreeMap<usize, u32> = (start..end)
            .filter_map(|at| Label::alone(&self.line(at).text).map(|label| (at, label.number)))
            .collect();
        // Rows of labels, each with the lines of text behind it.
        let mut groups: Vec<(Vec<usize>, Vec<usize>)> = vec![(Vec::new(), Vec::new())];
        for at in start..end {
            let last = groups.last_mut().expect("there is a first group");
            match numbers.get(&at) {
                Some(_) if last.1.is_empty() => last.0.push(at),
                Some(_) => groups.push((vec![at], Vec::new())),
                None => last.1.push(at),
            }
        }
        let number = |at: usize| numbers.get(&at).copied().unwrap_or(0);
        // Labels that close the page belong to the text that opens the block.
        if let Some((labels, _)) = groups.pop_if(|(_, text)| text.is_empty()) {
            let ends = |text: &[usize]| text.iter().filter(|&&at| self.line(at).finished).count();
            let roomy = |group: &(Vec<usize>, Vec<usize>)| ends(&group.1) > group.0.len();
            let owner = groups.iter().position(roomy).unwrap_or(0);
            groups[owner].0.extend(labels);
        }
        // What stands above without a label is the rest of a note of the page before.
        groups.sort_by_key(|(labels, _)| labels.iter().map(|&at| number(at)).min().unwrap_or(0));
        for (mut labels, text) in groups {
            labels.sort_by_key(|&at| number(at));
            self.share_out(&labels, &text);
        }
    }

    /// Gives each label its note: as many notes as labels, each but the last ending in a stop.
    fn share_out(&mut self, labels: &[usize], text: &[usize]) {
        let mut labels = labels.iter();
        let mut finished = true;
        for &at in text {
            if finished && let Some(&label) = labels.next() {
                self.notes.push(Note::default());
                self.label_last(label);
            }
            self.push_line(at, 0);
            finished = self.line(at).finished;
        }
        for &at in labels {
            self.notes.push(Note::default());
            self.label_last(at);
        }
    }

    /// Gives the last note the label that stands on a line of its own.
    fn label_last(&mut self, at: usize) {
        let text = self.line(at).text.trim().to_owned();
        if let Some(label) = Label::alone(&text) {
            let last = &mut self.last[label.style as usize];
            *last = (*last).max(label.number);
        }
        let length = self.line(at).text.len();
        self.push_line(at, length);
        self.set_label(&text);
    }
}
