//! Subtitles of one film: when a line is spoken tells what it translates, where the words do not.

use std::fmt::Write as _;
use std::fs;

use diptych::pipeline::Options;

/// From and to, in seconds, and what is spoken.
type Cue = (f64, f64, &'static str);

const CHINESE: [Cue; 14] = [
    (1.0, 3.0, "喂"),
    (3.2, 5.0, "是我"),
    (6.0, 8.5, "你到了没有"),
    (9.0, 10.5, "还没"),
    (10.6, 13.0, "路上堵得厉害"),
    (15.0, 17.0, "那就算了吧"),
    (17.2, 19.0, "别别别"),
    (19.2, 22.0, "再给我十分钟"),
    (23.0, 24.0, "行"),
    (30.0, 32.0, "就等你这一回"),
    (33.0, 34.5, "谢了"),
    (34.6, 36.5, "回头请你"),
    (38.0, 40.0, "少来这套"),
    (41.0, 43.0, "快点开车"),
];
const ENGLISH: [Cue; 11] = [
    (1.0, 3.0, "Yeah?"),
    (3.2, 5.0, "Me."),
    (6.0, 8.5, "Where the hell are you?"),
    (9.0, 13.0, "Stuck. Nothing's moving out here."),
    (15.0, 17.0, "Forget the whole thing."),
    (17.2, 22.0, "Wait, wait. Ten more minutes, that's all."),
    (23.0, 24.0, "Mm."),
    (30.0, 32.0, "I'm only doing this once."),
    (33.0, 36.5, "You're a saint. Drinks on me."),
    (38.0, 40.0, "Save it."),
    (41.0, 43.0, "Just drive."),
];

fn srt(cues: &[Cue], clock: impl Fn(f64) -> f64) -> String {
    let mut out = String::new();
    for (n, (from, to, text)) in (1..).zip(cues) {
        let time = |at: f64| {
            let (minutes, seconds) = (clock(at) as u32 / 60, clock(at) % 60.0);
            format!("00:{minutes:02}:{seconds:06.3}").replace('.', ",")
        };
        write!(out, "{n}\n{} --> {}\n{text}\n\n", time(*from), time(*to)).unwrap();
    }
    out
}

/// The texts of both sides of each pair of two files.
fn pairs(chinese: &str, english: &str) -> Vec<(Vec<String>, Vec<String>)> {
    let folder = tempfile::tempdir().unwrap();
    let (source, target) = (folder.path().join("zh.srt"), folder.path().join("en.srt"));
    fs::write(&source, chinese).unwrap();
    fs::write(&target, english).unwrap();
    let options = Options { allow_unrelated: true, ..Options::default() };
    let beads = diptych::align_files(source, target, &options).unwrap().bitext.beads;
    beads.into_iter().map(|b| (b.source.segments.to_vec(), b.target.segments.to_vec())).collect()
}

/// The cue in which something is spoken, from its start on.
fn start(cues: &[Cue], spoken: &str) -> f64 {
    cues.iter().find(|cue| cue.2.contains(spoken)).unwrap().0
}

/// Whether no pair reaches over an English cue or stands apart from it in time.
fn are_together(pairs: &[(Vec<String>, Vec<String>)]) -> bool {
    pairs.iter().all(|(chinese, english)| {
        let cue = |at: f64| ENGLISH.iter().rposition(|cue| cue.0 <= at);
        let own = chinese.iter().map(|spoken| cue(start(&CHINESE, spoken)));
        let other = english.iter().map(|spoken| cue(start(&ENGLISH, spoken)));
        let mut cues: Vec<Option<usize>> = own.chain(other).collect();
        cues.dedup();
        cues.len() == 1
    })
}

#[test]
fn times_tell_what_belongs_together_whatever_the_clock() {
    let chinese = srt(&CHINESE, |at| at + 60.0);
    let clocks: [fn(f64) -> f64; 4] =
        [|at| at + 60.0, |at| at + 60.2, |at| at + 7.5, |at| 2.0 + (at + 60.0) * 25.0 / 23.976];
    for (n, clock) in clocks.into_iter().enumerate() {
        let found = pairs(&chinese, &srt(&ENGLISH, clock));
        assert!(are_together(&found), "clock {n}: {found:?}");
    }
}

#[test]
fn times_of_another_film_say_nothing() {
    let chinese = srt(&CHINESE, |at| at + 60.0);
    // Clocks that run now fast, now slowly.
    let one = pairs(&chinese, &srt(&ENGLISH, |at| 60.0 + at * at / 7.0));
    let other = pairs(&chinese, &srt(&ENGLISH, |at| 60.0 + 40.0 * at.sqrt()));
    assert_eq!(one, other);
    assert!(!are_together(&one), "the words alone do not tell");
}

#[test]
fn a_line_cut_into_three_is_one_pair() {
    let chinese: [Cue; 5] = [
        (1.0, 3.0, "所以只要你同意"),
        (3.1, 5.0, "你就是唯一的人选"),
        (5.1, 7.0, "你肯定会成功"),
        (7.1, 8.0, "你多大"),
        (8.1, 9.0, "十三岁"),
    ];
    let english: [Cue; 5] = [
        (1.0, 3.0, "So if you agree,"),
        (3.1, 5.0, "you will be the only name,"),
        (5.1, 7.0, "and thus a sure thing."),
        (7.1, 8.0, "How old are you?"),
        (8.1, 9.0, "Thirteen."),
    ];
    let found = pairs(&srt(&chinese, |at| at), &srt(&english, |at| at));
    let sizes: Vec<(usize, usize)> = found.iter().map(|(z, e)| (z.len(), e.len())).collect();
    assert_eq!(sizes, [(3, 1), (1, 1), (1, 1)]);
}
