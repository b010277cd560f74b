//! What each weight of the aligner is worth on texts that did not decide it.
//!
//! Each weight is moved down and up. For every novel the step is chosen that is best on the other
//! novels and loses nothing on the structure sets; what it does to the novel itself is counted. A
//! weight is worth moving where most novels gain by a step that they did not choose.

use std::collections::BTreeMap;
use std::error::Error;

use diptych::align::Search;
use diptych::align::weights::{WEIGHTS, Weights};
use diptych::lexicon::Lexicon;

use crate::gold::{Gold, Score};

/// What a weight is multiplied by.
const STEPS: [f32; 4] = [0.8, 0.9, 1.1, 1.25];

/// The novel, from 1, that a set is a chapter of: the first six sets are one chapter of each, the
/// others two.
fn novel(set: &str) -> Option<usize> {
    let number: usize = set.strip_prefix("literary-")?.parse().ok()?;
    Some(if number <= 6 { number } else { (number - 7) / 2 + 1 })
}

/// A weight by its name.
type Named = (&'static str, fn(&mut Weights) -> &mut f32);

/// The weights that are numbers on a scale; those of the confidences are judged by `accuracy`.
const ALL: [Named; 27] = [
    ("content", |w| &mut w.content),
    ("punctuation", |w| &mut w.punctuation),
    ("chinese", |w| &mut w.chinese),
    ("english", |w| &mut w.english),
    ("length", |w| &mut w.length),
    ("length_variance", |w| &mut w.length_variance),
    ("length_cap", |w| &mut w.length_cap),
    ("length_norm", |w| &mut w.length_norm),
    ("prior", |w| &mut w.prior),
    ("alone", |w| &mut w.alone),
    ("alone_too", |w| &mut w.alone_too),
    ("alone_character", |w| &mut w.alone_character),
    ("section", |w| &mut w.section),
    ("section_character", |w| &mut w.section_character),
    ("position", |w| &mut w.position),
    ("final_mark", |w| &mut w.final_mark),
    ("both_open", |w| &mut w.both_open),
    ("quotation", |w| &mut w.quotation),
    ("smoothing", |w| &mut w.smoothing),
    ("dictionary", |w| &mut w.dictionary),
    ("parts", |w| &mut w.parts),
    ("dictionary_count", |w| &mut w.dictionary_count),
    ("count_discount", |w| &mut w.count_discount),
    ("cooccurrence", |w| &mut w.cooccurrence),
    ("sure", |w| &mut w.sure),
    ("temperature", |w| &mut w.temperature),
    ("prior_count", |w| &mut w.prior_count),
];

/// The weights with one moved by a step; a probability moves by its odds.
fn moved((_, of): Named, step: f32) -> Weights {
    let mut weights = WEIGHTS.clone();
    let value = of(&mut weights);
    let odds = step * *value / (1.0 - *value);
    *value = if *value > 0.8 && *value < 1.0 { odds / (1.0 + odds) } else { *value * step };
    weights
}

/// The scores of all sets under some weights.
struct Scores {
    /// By novel.
    novels: BTreeMap<usize, Score>,
    /// Everything else.
    structure: Score,
    /// By set, in the order of the sets.
    sets: Vec<Score>,
}

impl Scores {
    fn of(golds: &[Gold], lexicon: &Lexicon, weights: &Weights) -> Self {
        let mut scores =
            Self { novels: BTreeMap::new(), structure: Score::default(), sets: vec![] };
        for gold in golds {
            let score = gold.score(&gold.align(lexicon, weights, Search::SHIPPED));
            match novel(&gold.name) {
                Some(novel) => scores.novels.entry(novel).or_default().add(score),
                None => scores.structure.add(score),
            }
            scores.sets.push(score);
        }
        scores
    }

    /// F1 over all novels but one.
    fn without(&self, left_out: usize) -> f64 {
        let mut pooled = Score::default();
        self.novels
            .iter()
            .filter(|(novel, _)| **novel != left_out)
            .for_each(|(_, score)| pooled.add(*score));
        pooled.f1()
    }
}

/// Prints of each weight what a step that the other novels choose does to the novel left out, and
/// which set it hurts most to move it.
pub(crate) fn print() -> Result<(), Box<dyn Error>> {
    let golds = Gold::all()?;
    let lexicon = Lexicon::embedded();
    let shipped = Scores::of(&golds, &lexicon, &WEIGHTS);
    println!("F1 in points of .0001; gained and lost: novels by a step that the others chose");
    println!(
        "{:<20} {:>5} {:>28} {:>28} {:>8} {:>6} {:>5}  decided by",
        "weight", "now", "novels x.8 x.9 x1.1 x1.25", "others", "left out", "gained", "lost"
    );
    for named in ALL {
        let tried: Vec<Scores> =
            STEPS.iter().map(|&step| Scores::of(&golds, &lexicon, &moved(named, step))).collect();
        row(named, &golds, &shipped, &tried);
    }
    Ok(())
}

fn row(named: Named, golds: &[Gold], shipped: &Scores, tried: &[Scores]) {
    let points = |now: f64, before: f64| ((now - before) * 1e4).round();
    let (mut gained, mut lost, mut sum) = (0, 0, 0.0);
    for (&novel, own) in &shipped.novels {
        let best = tried
            .iter()
            .filter(|scores| scores.structure.f1() >= shipped.structure.f1())
            .chain([shipped])
            .max_by(|a, b| a.without(novel).total_cmp(&b.without(novel)))
            .unwrap_or(shipped);
        let change = best.novels[&novel].f1() - own.f1();
        gained += u32::from(change > 0.0);
        lost += u32::from(change < 0.0);
        sum += change * 1e4 / shipped.novels.len() as f64;
    }
    let column = |of: &dyn Fn(&Scores) -> f64| -> String {
        let cells = tried.iter().map(|scores| format!("{:>7}", points(of(scores), of(shipped))));
        cells.collect::<Vec<_>>().concat()
    };
    // The set that loses most, in either direction, by the mean of its steps.
    let loss = |set: usize, steps: std::ops::Range<usize>| -> f64 {
        steps.map(|step| tried[step].sets[set].f1() - shipped.sets[set].f1()).sum()
    };
    let worst = |steps: std::ops::Range<usize>| {
        (0..golds.len())
            .min_by(|&a, &b| loss(a, steps.clone()).total_cmp(&loss(b, steps.clone())))
            .map_or("", |set| golds[set].name.as_str())
    };
    let mut weights = WEIGHTS.clone();
    println!(
        "{:<20} {:>5.4} {} {} {sum:>8.1} {gained:>6} {lost:>5}  less: {}, more: {}",
        named.0,
        named.1(&mut weights),
        column(&|scores| scores.without(0)),
        column(&|scores| scores.structure.f1()),
        worst(0..2),
        worst(2..4),
    );
}
