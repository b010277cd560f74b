//! The laws of keeping memories, over memories made at random.

use std::fs;

use proptest::prelude::*;

use crate::desk::Desk;

/// A unit of few different texts, so that duplicates are many.
fn unit() -> impl Strategy<Value = String> {
    let source = prop_oneof![
        Just("雨停了。"),
        Just("门开着。"),
        Just("三万人"),
        Just("按<ph x='1'/>键"),
        Just("a &lt; b"),
        Just("")
    ];
    let target = prop_oneof![
        Just("The rain has stopped."),
        Just("The door is open ."),
        Just("30,000 people"),
        Just("300 people"),
        Just("Press <ph x='1'/>"),
        Just("a &lt; b"),
        Just("")
    ];
    let year = 2019..2024_u32;
    let context = prop_oneof![
        Just(""),
        Just("<prop type='x-Context'>1, 2</prop>"),
        Just("<prop type='x-Context'>3, 4</prop>")
    ];
    (source, target, year, context, 0..4_usize).prop_map(|(source, target, year, context, more)| {
        let third = if more == 0 { "<tuv xml:lang='fr'><seg>oui</seg></tuv>" } else { "" };
        format!(
            "<tu changedate='{year}0101T000000Z'>{context}<tuv xml:lang='zh-CN'><seg>{source}</seg>\
             </tuv><tuv xml:lang='en-US'><seg>{target}</seg></tuv>{third}</tu>\n"
        )
    })
}

fn memory(units: &[String]) -> String {
    format!(
        "<?xml version='1.0'?>\n<tmx version='1.4'><header creationtool='x' creationtoolversion='1' \
         segtype='sentence' o-tmf='x' adminlang='en' srclang='zh-CN' datatype='plaintext'/>\n<body>\n\
         {}</body></tmx>\n",
        units.concat()
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn keeping_a_memory_twice_is_keeping_it_once(units in prop::collection::vec(unit(), 0..12)) {
        let desk = Desk::new();
        desk.put("a.tmx", memory(&units));
        for command in [
            "repair", "dedupe", "dedupe --same source", "dedupe --keep first", "merge",
            "clean --preset lenient", "clean", "clean --preset strict",
        ] {
            desk.ok(&format!("tmx {command} a.tmx -o once.tmx"));
            desk.ok(&format!("tmx {command} once.tmx -o twice.tmx"));
            prop_assert_eq!(desk.text("once.tmx"), desk.text("twice.tmx"), "{}", command);
        }
    }

    #[test]
    fn a_memory_merged_with_itself_or_its_parts_is_that_memory_without_duplicates(
        units in prop::collection::vec(unit(), 1..12),
        each in 1..6_usize,
    ) {
        let desk = Desk::new();
        desk.put("a.tmx", memory(&units));
        desk.ok("tmx dedupe a.tmx -o unique.tmx");
        desk.ok("tmx repair unique.tmx -o strict.tmx");
        desk.ok("tmx merge a.tmx a.tmx -o merged.tmx");
        prop_assert_eq!(desk.text("merged.tmx"), desk.text("strict.tmx"));
        for (by, size) in [("units", each.to_string()), ("size", (each * 400).to_string())] {
            desk.ok(&format!("tmx split a.tmx -o {by} --by {by} --each {size}"));
            let mut parts: Vec<String> = fs::read_dir(desk.path("."))
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .filter(|name| name.starts_with(&format!("{by}.")))
                .collect();
            parts.sort_by_key(|name| name.split('.').nth(1).unwrap().parse::<u32>().unwrap());
            desk.ok(&format!("tmx merge {} -o joined.tmx", parts.join(" ")));
            prop_assert_eq!(desk.text("joined.tmx"), desk.text("strict.tmx"), "{}", by);
        }
    }
}
