//! Accuracy of the shipped defaults on hand-aligned texts.

use std::collections::BTreeMap;
use std::error::Error;

use diptych::align::Search;
use diptych::align::weights::WEIGHTS;
use diptych::lexicon::Lexicon;

use crate::gale_church;
use crate::gold::{Gold, Score};

/// Prints strict precision, recall and F1 of every set and pooled by genre,
/// and how far the probabilities can be trusted.
pub(crate) fn print() -> Result<(), Box<dyn Error>> {
    let golds = Gold::all()?;
    let start = cpu_seconds()?;
    let lexicon = Lexicon::embedded();
    let mut pooled: BTreeMap<&str, Score> = BTreeMap::new();
    let mut judged: BTreeMap<&str, Vec<(f32, bool)>> = BTreeMap::new();
    // By how much the mean confidence of a set's beads misses the share that is right.
    let mut farthest = (0.0, "none");
    println!("{:<24} precision recall    F1    right given  gold", "set");
    for gold in &golds {
        let answer = gold.align(&lexicon, &WEIGHTS, Search::SHIPPED);
        let score = gold.score(&answer);
        row(&gold.name, score);
        pooled.entry(gold.genre()).or_default().add(score);
        let judged = judged.entry(gold.genre()).or_default();
        let own = gold.judge(&answer);
        let mean = own.iter().map(|(p, _)| f64::from(*p)).sum::<f64>() / own.len() as f64;
        let off = (mean - score.precision()).abs();
        if off > farthest.0 {
            farthest = (off, &gold.name);
        }
        judged.extend(own);
    }
    for (genre, score) in &pooled {
        row(&format!("= {genre}"), *score);
    }
    println!(
        "\nconfidence       above .97   right  calibration error  errors in the least sure 20 %"
    );
    for (genre, judged) in &mut judged {
        calibration(genre, judged);
    }
    let (off, set) = farthest;
    println!("the mean confidence of a set is at most {:.1} points off ({set})", 100.0 * off);
    let (seconds, memory) = (cpu_seconds()? - start, peak_megabytes()?);
    let sentences: usize = golds.iter().map(Gold::sentences).sum();
    println!(
        "\n{sentences} sentences in {seconds:.2} CPU s: {:.0} a second; at most {memory:.0} MB",
        sentences as f64 / seconds
    );
    support(&golds, &lexicon);
    yardstick(&golds)
}

/// What a plain aligner by lengths comes to on the same sets.
fn yardstick(golds: &[Gold]) -> Result<(), Box<dyn Error>> {
    let start = cpu_seconds()?;
    let mut pooled: BTreeMap<&str, Score> = BTreeMap::new();
    for gold in golds {
        let beads = gale_church::align(gold).into_iter();
        let answer: Vec<_> = beads.map(|bead| (bead, 1.0)).collect();
        pooled.entry(gold.genre()).or_default().add(gold.score(&answer));
    }
    let seconds = cpu_seconds()? - start;
    println!("\n{:<24} precision recall    F1    right given  gold", "Gale & Church 1993");
    for (genre, score) in &pooled {
        row(&format!("= {genre}"), *score);
    }
    let sentences: usize = golds.iter().map(Gold::sentences).sum();
    println!(
        "{sentences} sentences in {seconds:.2} CPU s: {:.0} a second",
        sentences as f64 / seconds
    );
    Ok(())
}

/// The CPU time of this process, in seconds, as Linux counts it: ticks of 1/100 s.
fn cpu_seconds() -> Result<f64, Box<dyn Error>> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // The name in brackets may hold blanks; user and system time are the 14th and 15th field.
    let after = stat.rsplit_once(')').ok_or("no process name in /proc/self/stat")?.1;
    let ticks: Vec<f64> =
        after.split_whitespace().skip(11).take(2).map(str::parse).collect::<Result<_, _>>()?;
    Ok(ticks.iter().sum::<f64>() / 100.0)
}

/// The most memory this process has held, in MB.
fn peak_megabytes() -> Result<f64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()).ok_or("no VmHWM")?;
    Ok(kilobytes.parse::<f64>()? / 1000.0)
}

fn row(name: &str, score: Score) {
    println!(
        "{name:<24} {:.4}    {:.4}  {:.4}  {:5} {:5} {:5}",
        score.precision(),
        score.recall(),
        score.f1(),
        score.right,
        score.given,
        score.gold
    );
}

/// Expected calibration error over ten bins of equal width, and where the errors are.
fn calibration(genre: &str, judged: &mut [(f32, bool)]) {
    judged.sort_by(|a, b| a.0.total_cmp(&b.0));
    let right = |part: &[(f32, bool)]| part.iter().filter(|(_, right)| *right).count() as f64;
    let sure: Vec<(f32, bool)> = judged.iter().copied().filter(|(p, _)| *p > 0.97).collect();
    let error: f64 = (0..10)
        .map(|bin| {
            let inside = |p: f32| ((p * 10.0) as usize).min(9) == bin;
            let part: Vec<(f32, bool)> =
                judged.iter().copied().filter(|(p, _)| inside(*p)).collect();
            let expected: f64 = part.iter().map(|(p, _)| f64::from(*p)).sum();
            (expected - right(&part)).abs() / judged.len() as f64
        })
        .sum();
    let least = &judged[..judged.len() / 5];
    let errors = |part: &[(f32, bool)]| part.len() as f64 - right(part);
    println!(
        "= {genre:<14} {:9}   {:.4}             {error:.4}  {:.2} of {}",
        sure.len(),
        right(&sure) / sure.len().max(1) as f64,
        errors(least) / errors(judged).max(1.0),
        errors(judged)
    );
}

/// The support of right pairs of texts and of texts paired at random: the two must lie apart. Two
/// sets of one genre may be the same text, cut in two ways; two chapters are not.
fn support(golds: &[Gold], lexicon: &Lexicon) {
    let of = |chinese: &Gold, english: &Gold| {
        let (z, e) = (chinese.sides().0, english.sides().1);
        diptych::align::align_sentences(&z, &e, lexicon, &diptych::align::Extra::default()).support
    };
    let right: Vec<f32> = golds.iter().map(|gold| of(gold, gold)).collect();
    let wrong: Vec<f32> = (0..golds.len())
        .flat_map(|k| [1, 3].map(|d| (k, (k + d) % golds.len())))
        .filter(|&(a, b)| golds[a].genre() != golds[b].genre() || golds[a].genre() == "literary")
        .map(|(a, b)| of(&golds[a], &golds[b]))
        .collect();
    let least = right.iter().copied().fold(f32::INFINITY, f32::min);
    let most = wrong.iter().copied().fold(0.0, f32::max);
    println!("\nsupport: right pairs at least {least:.3}, wrong pairs at most {most:.3}");
}
