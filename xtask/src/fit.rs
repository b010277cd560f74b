//! Weights of the aligner that make the gold beads likelier.

use std::error::Error;

use diptych::align::probabilities;
use diptych::align::weights::{WEIGHTS, Weights};
use diptych::lexicon::Lexicon;

use crate::gold::Gold;
use crate::robustness::{Side, cut_anew};

type Field = (&'static str, fn(&mut Weights) -> &mut f32);

/// The weights that are fitted; the others follow from the sources that `weights.rs` names.
const FIELDS: [Field; 18] = [
    ("content", |w| &mut w.content),
    ("punctuation", |w| &mut w.punctuation),
    ("chinese", |w| &mut w.chinese),
    ("english", |w| &mut w.english),
    ("length", |w| &mut w.length),
    ("length_variance", |w| &mut w.length_variance),
    ("length_norm", |w| &mut w.length_norm),
    ("prior", |w| &mut w.prior),
    ("alone", |w| &mut w.alone),
    ("alone_character", |w| &mut w.alone_character),
    ("position", |w| &mut w.position),
    ("final_mark", |w| &mut w.final_mark),
    ("cut", |w| &mut w.cut),
    ("quotation", |w| &mut w.quotation),
    ("dictionary", |w| &mut w.dictionary),
    ("parts", |w| &mut w.parts),
    ("dictionary_count", |w| &mut w.dictionary_count),
    ("temperature", |w| &mut w.temperature),
];

/// Climbs from the shipped weights, one weight at a time, in steps that become smaller.
///
/// What is maximised is the mean over gold beads of ln(.01 + .99 p), p the
/// probability of the bead, on the texts as they are and cut anew on either
/// side: likelihood is smoother than F1 (alignment by F1 follows single beads).
/// Two figures are printed for each text, to see whether a gain is one text's.
pub(crate) fn print(rounds: Option<&str>) -> Result<(), Box<dyn Error>> {
    let rounds: u32 = rounds.unwrap_or("2").parse()?;
    let lexicon = Lexicon::embedded();
    let clean = Gold::all()?;
    let golds: Vec<Gold> = clean
        .iter()
        .flat_map(|gold| {
            [gold.clone(), cut_anew(gold, Side::Chinese), cut_anew(gold, Side::English)]
        })
        .collect();
    let mut weights = WEIGHTS;
    let mut best = mean(&golds, &lexicon, &weights);
    println!("start {best:.5}");
    for round in 0..rounds {
        let step = 1.25f32.powf(1.0 / (round + 1) as f32);
        for (name, field) in FIELDS {
            for factor in [step, 1.0 / step] {
                let mut tried = weights.clone();
                let value = field(&mut tried);
                // A chance moves towards 0 or 1, never beyond.
                *value = match name {
                    "content" | "punctuation" => 1.0 - (1.0 - *value) * factor,
                    _ => *value * factor,
                };
                let now = mean(&golds, &lexicon, &tried);
                if now > best + 1e-5 {
                    println!(
                        "{name:<16} {:.4} -> {:.4}: {now:.5}",
                        *field(&mut weights),
                        *field(&mut tried)
                    );
                    (best, weights) = (now, tried);
                    break;
                }
            }
        }
    }
    println!("\nset              shipped -> fitted");
    for gold in &golds {
        let of = |weights: &Weights| mean(std::slice::from_ref(gold), &lexicon, weights);
        println!("{:<16} {:.4} -> {:.4}", gold.name, of(&WEIGHTS), of(&weights));
    }
    println!("\nto take them over, write these into src/align/weights.rs; held-out texts decide");
    for (name, field) in FIELDS {
        println!("    {name}: {:.4},", *field(&mut weights));
    }
    Ok(())
}

/// Mean log likelihood of the gold beads that have two sides.
fn mean(golds: &[Gold], lexicon: &Lexicon, weights: &Weights) -> f64 {
    let (mut sum, mut count) = (0.0, 0);
    for gold in golds {
        let (chinese, english) = gold.sides();
        let beads = gold.groups();
        for p in probabilities(&chinese, &english, lexicon, weights, &beads) {
            sum += (0.01 + 0.99 * f64::from(p)).ln();
            count += 1;
        }
    }
    sum / f64::from(count.max(1))
}
