//! The table of all phases: each file of the engine names its paper, or says that there is none, and what holds before it and after it;
//! and for each a test that looks at what it made of real graphs.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Files, and tests of their postconditions on real graphs: where they are, and their names.
const PROVEN: &[(&str, &str, &str)] = &[
    ("apart", "proof/route", "ways_lead_from_end_to_end"),
    ("apart", "proof/ports", "ports_slide_and_keep_their_order_and_distance"),
    ("arrange", "proof/drawn", "lines_are_square_and_end_on_borders"),
    ("bridges", "proof/drawn", "bridges_are_one_segment_between_neighbours"),
    ("canonical", "canonical", "leaves_keep_the_order_that_was_found"),
    ("collar", "proof/ports", "ends_with_a_given_place_are_there"),
    ("columns/join", "proof/columns", "what_is_drawn_as_one_moves_as_one"),
    ("columns/keep", "proof/columns", "narrowing_brings_nothing_nearer_than_it_may_be"),
    ("columns/mod", "proof/columns", "narrowing_keeps_heights_order_and_crossings"),
    ("columns/mod", "proof/columns", "narrowing_brings_nothing_nearer_than_it_may_be"),
    ("columns/pulls", "proof/columns", "lines_alone_stand_in_the_middle_of_most_boxes"),
    ("columns/share", "proof/columns", "lines_alone_stand_in_the_middle_of_most_boxes"),
    ("columns/steps", "proof/columns", "narrowing_bends_no_line_and_straightens_some"),
    ("compact", "proof/rows", "nothing_comes_nearer_along_the_flow_than_it_may"),
    ("coordinates", "proof/across", "neighbours_keep_their_order_and_distance"),
    ("coordinates", "proof/across", "walls_are_straight_and_hold_their_own_alone"),
    ("crowded", "proof/route", "crowded_gaps_keep_segments_apart"),
    ("cycles", "proof/ranks", "turned_lines_leave_no_cycle_and_no_line_is_turned_without_need"),
    ("facing", "proof/together", "more_lines_are_straight_and_every_distance_is_kept"),
    ("finish", "proof/drawn", "pictures_are_whole"),
    ("flank", "proof/ports", "ends_at_a_flank_are_apart"),
    ("gates/band", LAWS, "real_graphs_with_gates_keep_the_laws"),
    ("gates/exact", LAWS, "real_graphs_with_gates_keep_the_laws"),
    ("gates/gaps", LAWS, "real_graphs_with_gates_keep_the_laws"),
    ("gates/hubs", LAWS, "real_graphs_with_gates_keep_the_laws"),
    ("gates/mod", LAWS, "real_graphs_with_gates_keep_the_laws"),
    ("gates/outside", LAWS, "real_graphs_with_gates_keep_the_laws"),
    ("landing", "proof/across", "ends_at_borders_keep_their_distances"),
    ("lateral", "proof/across", "titles_stand_between_the_walls"),
    ("layers/chain", "proof/layers", "chains_of_dummies_are_complete"),
    ("layers/mod", "proof/layers", "layers_tile_their_containers"),
    ("layers/mod", "proof/layers", "everything_stands_in_its_layer_once"),
    ("layers/walk", "proof/layers", "ranks_are_read_from_wall_to_wall"),
    ("lone", LAWS, "members_without_lines_of_real_groups_keep_the_laws"),
    ("loops", "proof/drawn", "loops_enclose_one_another"),
    ("nested/mod", "proof/drawn", "pictures_are_whole"),
    ("nested/split", LAWS, "real_graphs_keep_the_laws_in_every_direction"),
    ("nested/whole", LAWS, "real_graphs_keep_the_laws_in_every_direction"),
    ("normalise", "proof/tree", "every_node_group_and_line_is_in_one_part"),
    ("normalise", "proof/tree", "parts_are_connected_and_in_source_order"),
    ("order/count", SEARCH.0, SEARCH.1),
    ("order/hints", "proof/order", "orders_that_were_asked_for_are_kept"),
    ("order/kicks", SEARCH.0, SEARCH.1),
    ("order/mod", "proof/order", "an_order_has_the_same_entries_and_crosses_no_more_than_the_source"),
    ("order/model", SEARCH.0, SEARCH.1),
    ("order/near", "proof/order", "no_neighbours_cross_less_the_other_way_round"),
    ("order/places", "proof/order", "groups_are_together_and_siblings_keep_one_order"),
    ("order/sift", SEARCH.0, SEARCH.1),
    ("order/starts", SEARCH.0, SEARCH.1),
    ("order/sweep", SEARCH.0, SEARCH.1),
    ("order/switch", "proof/order", "no_neighbours_cross_less_the_other_way_round"),
    ("pack/free", "proof/drawn", "parts_are_packed_apart_and_as_a_box"),
    ("pack/mod", "proof/drawn", "parts_are_packed_apart_and_as_a_box"),
    ("pack/plan", "proof/drawn", "parts_are_packed_apart_and_as_a_box"),
    ("ports", "proof/ports", "ports_share_a_side_in_the_order_of_what_they_lead_to"),
    ("previous/beside", NEAR.0, NEAR.1),
    ("previous/mod", NEAR.0, NEAR.1),
    ("previous/nearest", "proof/previous", "everything_goes_back_to_where_it_stood"),
    ("previous/order", NEAR.0, NEAR.1),
    ("previous/parts", "proof/previous", "everything_goes_back_to_where_it_stood"),
    ("previous/ranks", NEAR.0, NEAR.1),
    ("previous/settle", "proof/previous", "everything_goes_back_to_where_it_stood"),
    ("previous/things/distances", "proof/previous", "a_drawing_as_it_is_breaks_no_distance_that_it_is_moved_by"),
    ("previous/things/joined", "proof/previous", "everything_goes_back_to_where_it_stood"),
    ("previous/things/mod", "proof/previous", "a_drawing_as_it_is_breaks_no_distance_that_it_is_moved_by"),
    ("previous/wrapped", "../../../tests/layered/rows", "real_graphs_keep_their_rows"),
    ("ranks", "proof/ranks", "lines_span_the_layers_that_they_need"),
    ("rims", "proof/columns", "narrowing_brings_nothing_nearer_than_it_may_be"),
    ("rings/mod", LAWS, "loops_at_ports_of_real_nodes_keep_the_laws"),
    ("rings/ring", LAWS, "loops_at_ports_of_real_nodes_keep_the_laws"),
    ("route", "proof/route", "no_two_pieces_share_more_than_a_point"),
    ("rows", "proof/rows", "groups_hold_their_own_along_the_flow"),
    ("rows", "proof/rows", "lines_run_with_the_flow_and_layers_are_level"),
    ("simplex/face", "proof/shortest", "of_all_optimal_positions_of_real_problems_the_lowest_are_taken"),
    ("simplex/grown", "proof/shortest", "positions_of_real_problems_keep_every_distance"),
    ("simplex/mod", "proof/shortest", "positions_of_real_problems_keep_every_distance"),
    ("simplex/mod", "proof/shortest", "positions_of_real_problems_are_optimal"),
    ("simplex/tree", "proof/shortest", "positions_of_real_problems_are_optimal"),
    ("slots", "proof/ports", "ends_at_given_ports_are_numbered_as_they_stand"),
    ("stack", "proof/rows", "everything_is_listed_once_along_the_flow"),
    ("straight", "proof/ports", "ports_slide_and_keep_their_order_and_distance"),
    ("titles", "proof/across", "titles_stand_between_the_walls"),
    ("together", "proof/together", "more_lines_are_straight_and_every_distance_is_kept"),
    ("tree", "proof/tree", "no_line_crosses_the_border_of_a_sealed_group"),
    ("typical", "proof/drawn", "no_node_alone_changes_what_parts_are_packed_by"),
    ("wrap/choose", "proof/wrap", "to_be_cut_anywhere_is_hardly_worse_than_at_single_edges"),
    ("wrap/cuts", "proof/wrap", "wrapped_graphs_keep_every_word"),
    ("wrap/mod", "proof/wrap", "wrapped_graphs_keep_every_word"),
    ("wrap/sketch", "proof/wrap", "to_be_cut_anywhere_is_hardly_worse_than_at_single_edges"),
];

const LAWS: &str = "../../../tests/layered/real";
const SEARCH: (&str, &str) = ("order/mod", "every_step_of_the_search_keeps_its_word_on_real_graphs");
const NEAR: (&str, &str) = ("proof/previous", "phases_keep_the_order_of_an_earlier_drawing_of_the_same_graph");

/// The words in which phases speak to each other, and the order in which they come.
const NO_PHASES: [&str; 4] = ["graph", "joined", "mod", "part"];

fn engine() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/layout/layered"))
}

/// The phases by file.
fn phases() -> Vec<String> {
    let all = super::corpus::files::files(engine(), "rs");
    let name = |p: &Path| p.strip_prefix(engine()).expect("inside").with_extension("").to_string_lossy().into_owned();
    let names = all.iter().map(|p| name(p).replace('\\', "/"));
    names.filter(|n| !n.starts_with("proof/") && !n.ends_with("tests") && !NO_PHASES.contains(&n.as_str())).collect()
}

fn text(file: &str) -> String {
    fs::read_to_string(engine().join(file).with_extension("rs")).unwrap_or_else(|e| panic!("{file}: {e}"))
}

#[test]
fn every_phase_names_its_paper_and_what_holds_before_and_after_it() {
    for file in phases() {
        let text = text(&file);
        let head: String = text.lines().take_while(|l| l.starts_with("//!")).collect();
        let year = head
            .split(|c: char| !c.is_ascii_digit())
            .any(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")));
        assert!(year || head.to_lowercase().contains("no paper"), "{file} names no paper");
        assert!(head.contains("Before: ") && head.contains("After"), "{file} says not what holds before and after it");
    }
}

#[test]
fn every_phase_is_proven_on_real_graphs() {
    let (phases, proven): (BTreeSet<String>, BTreeSet<String>) =
        (phases().into_iter().collect(), PROVEN.iter().map(|p| p.0.to_owned()).collect());
    assert_eq!(phases, proven);
    for (file, place, test) in PROVEN {
        assert!(
            text(place).contains(&format!("#[test]\nfn {test}()"))
                || text(place).contains(&format!("#[test]\n    fn {test}()")),
            "{file}: {place} has no test {test}"
        );
    }
}
