//! Small texts in which one side lacks something: what is left is paired as before.

#![allow(clippy::print_stdout, reason = "a skipped test says so")]

use std::fs;
use std::path::Path;

use diptych::align::{Extra, Sentences, align_sentences};
use diptych::lexicon::Lexicon;

/// The Chinese and English sentences of each bead.
fn beads(chinese: &str, english: &str) -> Vec<(Vec<usize>, Vec<usize>)> {
    let side = |text| Sentences { texts: str::lines(text).collect(), ..Sentences::default() };
    let (chinese, english) = (side(chinese), side(english));
    let alignment = align_sentences(&chinese, &english, &Lexicon::embedded(), &Extra::default());
    let all = |(from, to): (usize, usize)| (from..to).collect();
    alignment.beads.iter().map(|(bead, _)| (all(bead.chinese), all(bead.english))).collect()
}

#[test]
fn three_sentences_that_one_side_lacks_stand_alone() {
    let chinese = "请在光线充足的桌子上打开盒子。\n开始之前请检查有没有破损。\n请保留单据，因为卖家可能会要。\n把钥匙转两圈，直到盖子松开。\n水箱里要倒清水，不能倒牛奶。\n红灯亮表示水泵缺水。\n机器预热时请等四分钟。";
    let english = "Open the box on a table with enough light.\nCheck that nothing is broken before you begin.\nThis booklet was printed in March.\nOur company has made such machines for thirty years.\nThousands of families use them every day.\nKeep the paper, because the seller may ask for it.\nTurn the key twice until the lid comes loose.\nPour clean water into the tank, never milk.\nA red lamp means that the pump is dry.\nWait four minutes while the machine grows warm.";
    let mut expected: Vec<(Vec<usize>, Vec<usize>)> = vec![(vec![0], vec![0]), (vec![1], vec![1])];
    expected.extend((2..5).map(|n| (vec![], vec![n])));
    expected.extend((2..7).map(|n| (vec![n], vec![n + 3])));
    assert_eq!(beads(chinese, english), expected);
}

#[test]
fn an_article_that_is_half_as_long_keeps_its_number() {
    let chinese = "第一條\n每位讀者都可以進入書屋，留到傍晚。\n第二條\n每位讀者都可以借任何書，不分年齡、出身、職業或城鎮。\n第三條\n每位讀者都有權享有座位、燈光和安靜。\n第四條\n任何讀者不得被關在地下室。\n第五條\n不得對任何讀者大喊。";
    let english = "Article 1\nEvery reader may enter the house of books and stay until evening.\nArticle 2\nEvery reader may borrow any book without distinction of age, origin, trade or town. Furthermore, no distinction shall be made on the basis of the street or the quarter in which the reader lives, whether it is rich, poor, old, new or under any other condition of building.\nArticle 3\nEvery reader has the right to a chair, to light and to quiet.\nArticle 4\nNo reader shall be held in the cellar.\nArticle 5\nNo reader shall be shouted at.";
    let expected: Vec<(Vec<usize>, Vec<usize>)> = (0..10).map(|n| (vec![n], vec![n])).collect();
    assert_eq!(beads(chinese, english), expected);
}

#[test]
fn short_articles_go_by_their_numbers() {
    // The Chinese side lacks the third article; nothing but the numbers tells which one.
    let numerals = ["一", "二", "四", "五", "六"];
    let chinese: Vec<String> = numerals.iter().map(|n| format!("第{n}条")).collect();
    let english: Vec<String> = (1..=6).map(|n| format!("Article {n}")).collect();
    let expected = [(0, 0), (1, 1), (2, 3), (3, 4), (4, 5)].map(|(z, e)| (vec![z], vec![e]));
    let found = beads(&chinese.join("\n"), &english.join("\n"));
    let pairs = found.into_iter().filter(|(z, e)| !z.is_empty() && !e.is_empty());
    assert_eq!(pairs.collect::<Vec<_>>(), expected);
}

#[test]
fn commands_and_paths_hold_a_text_together_that_lacks_three_lines() {
    let Some(shared) = std::env::var_os("DIPTYCH_SHARED") else {
        println!("skipped, because DIPTYCH_SHARED is not set");
        return;
    };
    let text = |name: &str| fs::read_to_string(Path::new(&shared).join("cases/align").join(name));
    let found = beads(&text("drift.zh").unwrap(), &text("drift.en").unwrap());
    for lone in 2..5 {
        assert!(found.contains(&(vec![], vec![lone])), "{lone}: {found:?}");
    }
    for (z, e) in [(1, 1), (2, 5), (3, 6), (8, 11), (10, 13), (22, 22), (25, 25)] {
        assert!(found.contains(&(vec![z], vec![e])), "{z} {e}: {found:?}");
    }
}
