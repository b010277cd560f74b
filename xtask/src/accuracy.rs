//! Accuracy of the shipped defaults on hand-aligned texts.

use std::collections::HashSet;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs};

use diptych::align::{Extra, Lexicon, Sentences, align_sentences};

type Bead = (Vec<usize>, Vec<usize>);

/// One hand-aligned text: a folder with `source.txt`, `target.txt` and `beads.jsonl`.
struct Gold {
    name: String,
    source: String,
    target: String,
    beads: Vec<Bead>,
}

/// Prints strict precision, recall and F1 of every set, and pooled by genre.
pub(crate) fn print() -> Result<(), Box<dyn Error>> {
    let folder =
        env::var("DIPTYCH_GOLD").map_err(|_| "DIPTYCH_GOLD must name a folder of gold sets")?;
    let lexicon = Lexicon::embedded();
    let mut pooled: std::collections::BTreeMap<String, [usize; 3]> =
        std::collections::BTreeMap::new();
    let start = Instant::now();
    let mut sentences = 0;
    println!("{:<16} precision recall    F1    right given gold", "set");
    for gold in read_all(Path::new(&folder))? {
        let answer = align(&gold, &lexicon);
        sentences += gold.source.lines().count() + gold.target.lines().count();
        let wanted: HashSet<&Bead> = gold.beads.iter().collect();
        let right = answer.iter().filter(|(bead, _)| wanted.contains(bead)).count();
        let counts = [right, answer.len(), gold.beads.len()];
        row(&gold.name, counts);
        let genre = gold.name.split('-').next().unwrap_or_default().to_owned();
        for (sum, count) in pooled.entry(genre).or_default().iter_mut().zip(counts) {
            *sum += count;
        }
        if env::var_os("DIPTYCH_DUMP").is_some() {
            for (bead, p) in &answer {
                println!(
                    "{}\t{:?}\t{:?}\t{p:.4}\t{}",
                    gold.name,
                    bead.0,
                    bead.1,
                    wanted.contains(bead)
                );
            }
        }
    }
    for (genre, counts) in pooled {
        row(&format!("= {genre}"), counts);
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("{sentences} sentences in {seconds:.2} s: {:.0} a second", sentences as f64 / seconds);
    Ok(())
}

fn row(name: &str, [right, given, gold]: [usize; 3]) {
    let (p, r) = (right as f64 / given as f64, right as f64 / gold as f64);
    println!("{name:<16} {p:.4}    {r:.4}  {:.4}  {right} {given} {gold}", 2.0 * p * r / (p + r));
}

fn align(gold: &Gold, lexicon: &Lexicon) -> Vec<(Bead, f32)> {
    let source: Vec<&str> = gold.source.lines().collect();
    let target: Vec<&str> = gold.target.lines().collect();
    let han = |lines: &[&str]| {
        lines.concat().chars().filter(|c| ('\u{4e00}'..'\u{a000}').contains(c)).count()
    };
    let swapped = han(&target) > han(&source);
    let (chinese, english) = if swapped { (target, source) } else { (source, target) };
    let side = |texts| Sentences { texts, places: vec![] };
    align_sentences(&side(chinese), &side(english), lexicon, &Extra::default())
        .into_iter()
        .map(|(group, p)| {
            let ids = |(from, to): (usize, usize)| (from..to).collect::<Vec<_>>();
            let (z, e) = (ids(group.chinese), ids(group.english));
            (if swapped { (e, z) } else { (z, e) }, p)
        })
        .collect()
}

fn read_all(folder: &Path) -> Result<Vec<Gold>, Box<dyn Error>> {
    let mut folders: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("beads.jsonl").exists())
        .collect();
    folders.sort();
    folders.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Result<Gold, Box<dyn Error>> {
    let ids = |value: &serde_json::Value| -> Vec<usize> {
        value.as_array().into_iter().flatten().filter_map(|n| Some(n.as_u64()? as usize)).collect()
    };
    let beads = fs::read_to_string(path.join("beads.jsonl"))?
        .lines()
        .map(|line| {
            let bead: serde_json::Value = serde_json::from_str(line)?;
            Ok((ids(&bead["source"]), ids(&bead["target"])))
        })
        .collect::<Result<_, serde_json::Error>>()?;
    Ok(Gold {
        name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        source: fs::read_to_string(path.join("source.txt"))?,
        target: fs::read_to_string(path.join("target.txt"))?,
        beads,
    })
}
