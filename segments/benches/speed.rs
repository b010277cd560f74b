//! How fast text is split and reflowed: `cargo bench -p diptych-segments`.
#![allow(clippy::unwrap_used, reason = "a bench may stop")]

use diptych_segments::{Document, Lang, Layout, SplitOptions, reflow, split};
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

const MEGABYTES: [usize; 3] = [1, 10, 100];

const CHINESE: &str = "河水比往年高了半米，[1]堤坝却经受住了考验。老人说：“这不算什么。”他指着远处的山（那里有一座塔），讲起三十年前的事……后来呢？大家都想知道。他在《水边的日子》里写过：“春天种树，秋天看水。”这本书印了3.5万册，今天还能买到。";
const ENGLISH: &str = "The river rose by 1.5 feet,[1] but the dam held. “It is nothing,” said the old man, and he told Mr. Hall what had happened thirty years ago (he was a boy then). What came next? Everyone wanted to know. In No. 12 of his diary he wrote, “Plant in spring; watch the water in autumn.” ";

/// One long text of `megabytes`, a paragraph every few hundred bytes.
fn text(sample: &str, megabytes: usize) -> String {
    let mut text = String::with_capacity(megabytes << 20);
    while text.len() < megabytes << 20 {
        text.push_str(sample);
        text.push('\n');
    }
    text
}

/// The same as lines of an extracted book: first-line indents, pages with a head and a number.
fn book(sample: &str, measure: usize, megabytes: usize) -> Document {
    let paragraph: Vec<char> = "　　".chars().chain(sample.repeat(3).chars()).collect();
    let mut text = String::new();
    let (mut lines, mut page) = (0, 1);
    while text.len() < megabytes << 20 {
        for line in paragraph.chunks(measure) {
            text.extend(line);
            text.push('\n');
            lines += 1;
            if lines % 40 == 0 {
                text.extend([page.to_string().as_str(), "\n\u{c}Water and Time\n"]);
                page += 1;
            }
        }
    }
    Document { layout: Layout::Extracted, ..Document::from_lines("book.txt", &text) }
}

#[divan::bench(args = MEGABYTES, sample_count = 3)]
fn split_chinese(bencher: Bencher, megabytes: usize) {
    let text = text(CHINESE, megabytes);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| split(Lang::Zh, &text, &SplitOptions::default()));
}

#[divan::bench(args = MEGABYTES, sample_count = 3)]
fn split_english(bencher: Bencher, megabytes: usize) {
    let text = text(ENGLISH, megabytes);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| split(Lang::En, &text, &SplitOptions::default()));
}

#[divan::bench(args = MEGABYTES, sample_count = 3)]
fn reflow_chinese(bencher: Bencher, megabytes: usize) {
    let document = book(CHINESE, 33, megabytes);
    bencher
        .counter(BytesCount::new(megabytes << 20))
        .bench(|| reflow(Lang::Zh, &document).unwrap());
}

#[divan::bench(args = MEGABYTES, sample_count = 3)]
fn reflow_english(bencher: Bencher, megabytes: usize) {
    let document = book(ENGLISH, 72, megabytes);
    bencher
        .counter(BytesCount::new(megabytes << 20))
        .bench(|| reflow(Lang::En, &document).unwrap());
}
