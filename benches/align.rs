//! How fast texts are aligned: `cargo bench --bench align`. An item is a sentence of either side.

#[path = "synthetic.rs"]
mod synthetic;

use diptych::align::{Extra, Sentences, align_sentences};
use diptych::lexicon::Lexicon;
use divan::counter::ItemsCount;

fn main() {
    divan::main();
}

fn side(texts: &[String]) -> Sentences<'_> {
    Sentences { texts: texts.iter().map(String::as_str).collect(), places: vec![], times: vec![] }
}

#[divan::bench(args = [1_000, 11_000, 72_000], sample_count = 3)]
fn sentences(bencher: divan::Bencher<'_, '_>, count: usize) {
    let text = synthetic::synthetic(count, 1);
    let lexicon = Lexicon::embedded();
    let (chinese, english) = (side(&text.chinese), side(&text.english));
    bencher
        .counter(ItemsCount::new(text.chinese.len() + text.english.len()))
        .bench_local(|| align_sentences(&chinese, &english, &lexicon, &Extra::default()));
}

#[divan::bench]
fn start_up() -> Lexicon {
    Lexicon::embedded()
}
